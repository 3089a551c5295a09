import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, _electron as electron, type Page } from '@playwright/test';
import { findBrowser } from '../../src/cli/shells/find-browser';
import { findElectron } from '../../src/cli/shells/find-electron';
import { startChild } from './child';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const CLI = path.join(ROOT, 'out/cli/index.js');
const MAIN = path.join(ROOT, 'out/main');
const VIEWPORT = { width: 640, height: 480 };

/** The built viewer, open in the project's shell. */
export interface OpenViewer {
  readonly page: Page;
  /** What the page wrote to its console as an error, and what it threw. */
  readonly errors: readonly string[];
  /** Gives the page another size, in CSS px: small ones read the strip, large ones have room for all statistics. */
  resize(width: number, height: number): Promise<void>;
  /** Takes the window off the screen and back; Electron only. */
  setHidden?(hidden: boolean): Promise<void>;
  /** Resolves when the window is gone. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the viewer as a user would, 640x480: through the gateway in an installed browser, or in Electron.
 *
 * @param project name of the Playwright project
 * @param args our command line: words, such as `play FILE`, and then flags
 */
export async function openViewer(project: string, args: readonly string[]): Promise<OpenViewer> {
  return project === 'electron' ? openInElectron(args) : openInBrowser(args);
}

async function openInBrowser(args: readonly string[]): Promise<OpenViewer> {
  const home = freshHome();
  const { words, flags } = split(args);
  const groundglass = startChild(process.execPath, [CLI, ...words, '--shell', 'none', ...flags], home.env);
  const [, url = ''] = await groundglass.line(/The viewer is at (\S+)/);
  const executable = findBrowser(process.env);
  if (!executable)
    throw new Error('No browser: set GROUNDGLASS_BROWSER, or run npm test, which finds or installs one.');
  const browser = await chromium.launch({
    executablePath: executable.path,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  const page = await browser.newPage({ viewport: VIEWPORT });
  const errors = collectErrors(page);
  await page.goto(url);
  return {
    page,
    errors,
    resize: (width, height) => page.setViewportSize({ width, height }),
    closed: new Promise((resolve) => page.once('close', () => resolve())),
    async close() {
      await browser.close();
      await groundglass.stop();
      home.remove();
    },
  };
}

async function openInElectron(args: readonly string[]): Promise<OpenViewer> {
  const runtime = findElectron();
  if (!('path' in runtime)) throw new Error(runtime.reason);
  const home = freshHome();
  const { words, flags } = split(args);
  const application = await launched({
    executablePath: runtime.path,
    env: home.env,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['-r', path.join(MAIN, 'early.cjs'), path.join(MAIN, 'index.cjs')],
      ...[...words, '--geometry', '640x480+0+0', '--borderless', ...flags],
    ],
  });
  const page = await application.firstWindow();
  return {
    page,
    errors: collectErrors(page),
    resize: (width, height) =>
      application.evaluate(
        ({ BrowserWindow }, size) => {
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
        },
        { width, height },
      ),
    setHidden: (hidden) =>
      application.evaluate(({ BrowserWindow }, hide) => {
        const [window] = BrowserWindow.getAllWindows();
        if (hide) window?.hide();
        else window?.show();
      }, hidden),
    closed: new Promise((resolve) => application.once('close', () => resolve())),
    async close() {
      await application.close();
      home.remove();
    },
  };
}

/**
 * On a busy machine one launch in a hundred does not come about: Playwright's own hold on the start, since the program by
 * itself never hung so. It is said, and tried once more.
 */
async function launched(options: Parameters<typeof electron.launch>[0]): ReturnType<typeof electron.launch> {
  try {
    return await electron.launch({ ...options, timeout: 15_000 });
  } catch (error) {
    if (!String(error).includes('Timeout')) throw error;
    console.warn('Electron did not come up under Playwright; once more.');
    return await electron.launch({ ...options, timeout: 15_000 });
  }
}

/** A command and its files, which stand in front of all flags. */
function split(args: readonly string[]): { words: readonly string[]; flags: readonly string[] } {
  const at = args.findIndex((arg) => arg.startsWith('-'));
  return at < 0 ? { words: args, flags: [] } : { words: args.slice(0, at), flags: args.slice(at) };
}

/** A home of its own: no test finds what another kept, nor what a person keeps on this machine. */
function freshHome() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-e2e-'));
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    env: { ...Object.fromEntries(inherited), XDG_CONFIG_HOME: folder },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

function collectErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}
