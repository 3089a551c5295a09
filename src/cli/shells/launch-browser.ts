import { type ChildProcess, spawn } from 'node:child_process';
import { type BrowserWindow, browserArguments } from './browser-arguments';
import type { Browser } from './find-browser';

/** What to open, in which browser. */
export interface BrowserLaunch extends BrowserWindow {
  readonly browser: Browser;
  readonly env: NodeJS.ProcessEnv;
  /** The process's user id; only tests give another than the real one. */
  readonly userId?: number | undefined;
}

export type LaunchedBrowser = { readonly process: ChildProcess } | { readonly reason: string };

/**
 * Opens the viewer in an app window of an installed browser. The process lives as long as its window, because the
 * profile is its own and no other browser process takes it over.
 *
 * @returns the process, whose `exit` is the window's end and whose `error` says that it could not be started; or the
 * reason, in one line, why it was not tried.
 */
export function launchBrowserShell(launch: BrowserLaunch): LaunchedBrowser {
  const withoutSandbox = Boolean(launch.env.ELECTRON_DISABLE_SANDBOX);
  const userId = 'userId' in launch ? launch.userId : process.getuid?.();
  if (userId === 0 && !withoutSandbox) {
    return { reason: `${launch.browser.name} does not start as root. Run groundglass as an ordinary user.` };
  }
  const args = browserArguments(launch, withoutSandbox);
  return { process: spawn(launch.browser.path, args, { env: launch.env, stdio: 'ignore', windowsHide: true }) };
}
