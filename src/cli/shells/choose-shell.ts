import path from 'node:path';
import type { ViewSettings } from '#core/settings/command';
import { type Text, text } from '#core/texts/text';
import { settingsFolder } from '../environment';
import { printProblem } from '../terminal';
import { browserShell } from './browser-shell';
import { electronShell } from './electron-shell';
import { fetchElectron } from './fetch-electron';
import { type Browser, findBrowser } from './find-browser';
import { findElectron } from './find-electron';
import { noShell } from './no-shell';

type Choice<T> = { readonly found: T } | { readonly reason: Text };

/**
 * Shows a vehicle in the first shell that this machine has: Electron, an installed browser, or none. Whatever had to be
 * passed over is said in one line.
 */
export async function chooseShell(settings: ViewSettings, args: readonly string[]): Promise<number> {
  const wanted = settings.shell;
  if (wanted === 'none') return noShell(settings);
  const display = displayProblem();
  if (display) {
    printProblem(text('shell.withoutWindow', { why: display }));
    return noShell(settings);
  }
  if (wanted !== 'browser') {
    const electron = await electronHere();
    if ('found' in electron) return electronShell(electron.found, args);
    printProblem(text('shell.inBrowser', { why: electron.reason }));
  }
  const browser = browserHere();
  if ('found' in browser) return browserShell(settings, browser.found);
  printProblem(text('shell.withoutWindow', { why: browser.reason }));
  return noShell(settings);
}

/** Electron's program, fetched if need be. */
async function electronHere(): Promise<Choice<string>> {
  // Root could not start what it fetched.
  const runtime = isRootWithSandbox()
    ? findElectron()
    : await fetchElectron({ cacheDir: cacheFolder(), tell: printProblem });
  if ('reason' in runtime) return runtime;
  return isRootWithSandbox() ? { reason: text('shell.root') } : { found: runtime.path };
}

function cacheFolder(): string {
  return path.join(settingsFolder(), 'cache');
}

function browserHere(): Choice<Browser> {
  const browser = findBrowser(process.env);
  if (!browser) {
    return { reason: text('shell.noBrowser') };
  }
  return { found: browser };
}

function isRootWithSandbox(): boolean {
  return process.getuid?.() === 0 && !process.env.ELECTRON_DISABLE_SANDBOX;
}

function displayProblem(): Text | undefined {
  const { platform, env } = process;
  const lacks = platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  return lacks ? text('shell.noDisplay') : undefined;
}
