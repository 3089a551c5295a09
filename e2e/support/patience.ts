/**
 * When to give up an action on a page, ms. Playwright's own 30 s hold for pages that tests open themselves, and are less than
 * what it waits for what is expected (`playwright.config.ts`).
 */
export const ACTION_TIMEOUT_MS = 90_000;
