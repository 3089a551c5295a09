import path from 'node:path';
import { test as base } from '@playwright/test';
import { withLock } from '../../scripts/lib/lock.mjs';
import { closeSharedBrowser } from './browser';
import { startDisplay } from './display';

export { expect, type Page } from '@playwright/test';

const LOCK = path.resolve(import.meta.dirname, '../../build/e2e/heavy.lock');

interface Options {
  /**
   * Whether the test needs a core and more for itself, as a wall of pictures does, or measures what is heard when: of
   * these one runs at a time, beside lighter ones. `test.use({ heavy: true })`
   */
  readonly heavy: boolean;
}

interface Automatic {
  readonly turn: undefined;
}

/** Playwright's, which also ends the browser that the tests of a worker share, and lets heavy tests take turns. */
export const test = base.extend<Options & Automatic, { ownDisplay: undefined; sharedBrowser: undefined }>({
  heavy: [false, { option: true }],
  turn: [
    async ({ heavy }, use) => {
      if (heavy) await withLock(LOCK, () => use(undefined));
      else await use(undefined);
    },
    // Waiting for one's turn is not the test's time.
    { auto: true, timeout: 0 },
  ],
  // Windows of two workers would lie above each other on one screen, and what is behind another is not painted.
  ownDisplay: [
    async ({}, use, { project, parallelIndex }) => {
      if (project.name !== 'electron' || parallelIndex === 0) return use(undefined);
      const display = await startDisplay();
      process.env.DISPLAY = display.name;
      await use(undefined);
      await display.close();
    },
    { scope: 'worker', auto: true },
  ],
  sharedBrowser: [
    async ({}, use) => {
      await use(undefined);
      await closeSharedBrowser();
    },
    { scope: 'worker', auto: true },
  ],
});
