import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../src/cli/shells/find-browser';
import { ACTION_TIMEOUT_MS } from './patience';

/** Of a numbered picture, so that each of its pixels is one of the screen. */
export const VIEWPORT = { width: 640, height: 480 };

/** Starts the installed browser. @param flags of its command line, beside those that every test needs */
export function launchBrowser(...flags: readonly string[]): Promise<Browser> {
  const found = findBrowser(process.env);
  if (!found) throw new Error('No browser: set GROUNDGLASS_BROWSER, or run npm test, which finds or installs one.');
  return chromium.launch({
    executablePath: found.path,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      ...flags,
    ],
  });
}

let shared: Promise<Browser> | undefined;

/** The one browser of this worker: pages of different tests share nothing but its process. */
function sharedBrowser(): Promise<Browser> {
  // Where a page alone ignores what is wrong with a certificate, Chromium loses one of many requests at once now and then
  // (its issue 488043, ERR_TOO_MANY_RETRIES).
  shared ??= launchBrowser('--autoplay-policy=no-user-gesture-required', '--ignore-certificate-errors');
  return shared;
}

/** A page in a browser profile of its own. Its context is to be closed. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const browser = await sharedBrowser();
  const context = await browser.newContext({ viewport: VIEWPORT, ...options });
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  return context.newPage();
}

/** Ends the worker's browser. @throws where a page is left in it, which would have cost the tests behind it their time */
export async function closeSharedBrowser(): Promise<void> {
  const browser = await shared;
  shared = undefined;
  const left = browser?.contexts().flatMap((context) => context.pages().map((page) => page.url())) ?? [];
  await browser?.close();
  if (left.length > 0) throw new Error(`Pages that their tests left open: ${left.join(' ')}`);
}
