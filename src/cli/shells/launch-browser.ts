import { type ChildProcess, spawn } from 'node:child_process';
import { type BrowserWindow, browserArguments } from './browser-arguments';
import type { Browser } from './find-browser';
import { unprivileged } from './unprivileged';

/** What to open, in which browser. */
export interface BrowserLaunch extends BrowserWindow {
  readonly browser: Browser;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Opens the viewer in an app window of an installed browser. The process lives as long as its window, because the
 * profile is its own and no other browser process takes it over. Root's browser runs as an ordinary user, since its
 * sandbox stays on unless `ELECTRON_DISABLE_SANDBOX` says otherwise.
 *
 * @returns the process, whose `exit` is the window's end and whose `error` says that it could not be started
 */
export function launchBrowserShell(launch: BrowserLaunch): ChildProcess {
  const withoutSandbox = Boolean(launch.env.ELECTRON_DISABLE_SANDBOX);
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot && !withoutSandbox ? unprivileged(launch.profileDir, launch.env) : { env: launch.env };
  const args = browserArguments(launch, withoutSandbox);
  return spawn(launch.browser.path, args, { ...identity, stdio: 'ignore', windowsHide: true });
}
