import path from 'node:path';
import type { ViewSettings } from '#core/settings/command';
import { settingsFolder } from '../environment';
import { browserShell } from './browser-shell';
import { electronShell } from './electron-shell';
import { fetchElectron } from './fetch-electron';
import { type Browser, findBrowser } from './find-browser';
import { findElectron } from './find-electron';
import { noShell } from './no-shell';

type Choice<T> = { readonly found: T } | { readonly reason: string };

/**
 * Shows a vehicle in the first shell that this machine has: Electron, an installed browser, or none. Whatever had to be
 * passed over is said in one line.
 */
export async function chooseShell(settings: ViewSettings, args: readonly string[]): Promise<number> {
  const wanted = settings.shell;
  if (wanted === 'none') return noShell(settings);
  const display = displayProblem();
  if (display) {
    tell(`${display} Serving without a window.`);
    return noShell(settings);
  }
  if (wanted !== 'browser') {
    const electron = await electronHere();
    if ('found' in electron) return electronShell(electron.found, args);
    tell(`${electron.reason} Opening the viewer in the installed browser instead.`);
  }
  const browser = browserHere();
  if ('found' in browser) return browserShell(settings, browser.found);
  tell(`${browser.reason} Serving without a window.`);
  return noShell(settings);
}

/** Electron's program, fetched if need be. */
async function electronHere(): Promise<Choice<string>> {
  // Root could not start what it fetched.
  const runtime = isRootWithSandbox() ? findElectron() : await fetchElectron({ cacheDir: cacheFolder(), tell });
  if ('reason' in runtime) return runtime;
  return isRootWithSandbox()
    ? { reason: 'Electron does not start as root: run groundglass as an ordinary user.' }
    : { found: runtime.path };
}

function cacheFolder(): string {
  return path.join(settingsFolder(), 'cache');
}

function browserHere(): Choice<Browser> {
  const browser = findBrowser(process.env);
  if (!browser) {
    return { reason: 'No Chrome, Chromium or Edge was found: install one, or name it in GROUNDGLASS_BROWSER.' };
  }
  return { found: browser };
}

function isRootWithSandbox(): boolean {
  return process.getuid?.() === 0 && !process.env.ELECTRON_DISABLE_SANDBOX;
}

function displayProblem(): string | undefined {
  const { platform, env } = process;
  const lacks = platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  return lacks ? 'This machine has no display.' : undefined;
}

function tell(line: string): void {
  process.stderr.write(`groundglass: ${line}\n`);
}
