import path from 'node:path';
import type { Page } from '@playwright/test';
import { newPage } from './browser';
import { startChild } from './child';
import { launchElectron } from './electron';
import { freshHome } from './home';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const CLI = path.join(ROOT, 'out/cli/index.js');

/** The built viewer, open in the project's shell. */
export interface OpenViewer {
  readonly page: Page;
  /** What the page wrote to its console as an error, and what it threw. */
  readonly errors: readonly string[];
  /** Gives the page another size, in CSS px: small ones read the strip, large ones have room for all statistics. */
  resize(width: number, height: number): Promise<void>;
  /** Takes the window off the screen and back; Electron only. */
  setHidden?(hidden: boolean): Promise<void>;
  /** Names in the folder for temporary files, which is its own. */
  temporaryFiles(): readonly string[];
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
  const [[, url = ''], page] = await Promise.all([groundglass.line(/The viewer is at (\S+)/), newPage()]);
  const errors = collectErrors(page);
  await page.goto(url);
  return {
    page,
    errors,
    temporaryFiles: home.temporaryFiles,
    resize: (width, height) => page.setViewportSize({ width, height }),
    closed: new Promise((resolve) => page.once('close', () => resolve())),
    async close() {
      await page.context().close();
      await groundglass.stop();
      home.remove();
    },
  };
}

async function openInElectron(args: readonly string[]): Promise<OpenViewer> {
  const home = freshHome();
  const { words, flags } = split(args);
  const application = await launchElectron([...words, '--geometry', '640x480+0+0', '--borderless', ...flags], home.env);
  const page = await application.firstWindow();
  return {
    page,
    errors: collectErrors(page),
    temporaryFiles: home.temporaryFiles,
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

/** A command and its files, which stand in front of all flags. */
function split(args: readonly string[]): { words: readonly string[]; flags: readonly string[] } {
  const at = args.findIndex((arg) => arg.startsWith('-'));
  return at < 0 ? { words: args, flags: [] } : { words: args.slice(0, at), flags: args.slice(at) };
}

function collectErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}
