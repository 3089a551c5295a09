import { defineConfig } from '@playwright/test';
import { noDisplay } from './e2e/support/display';
import { useHomeForTests } from './e2e/support/home';

// The runner's home is made first, and its workers find it in their environment.
process.once('exit', useHomeForTests());

/**
 * `chromium` drives an installed browser (GROUNDGLASS_BROWSER, found by scripts/test.mjs); `electron` the built application
 * in Electron. Both read the same specifications in e2e/ and launch what they test themselves.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // When to give up, and not how fast anything must be: a machine may be busy with other things.
  timeout: 240_000,
  expect: { timeout: 60_000, toPass: { timeout: 90_000, intervals: [50, 100, 250] } },
  fullyParallel: false,
  // Most of a test's time is waiting; those that keep two cores busy say so, and take turns.
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON ?? 'build/reports/e2e.json' }]],
  projects: [
    { name: 'chromium', testIgnore: ['hidden.spec.ts', 'electron-security.spec.ts', 'open-file.spec.ts'] },
    // The player alone, the command line and the gateway's doors have nothing of Electron in them; its camera asks a
    // person in a window of the system's.
    {
      name: 'electron',
      // A second worker opens its windows on a screen of its own (e2e/support/test.ts), which needs Xvfb.
      ...(noDisplay ? { workers: 1 } : {}),
      testIgnore: [
        'player/**',
        'hosts/**',
        'cli.spec.ts',
        // A download is a file in the person's own folder there.
        'snapshot.spec.ts',
        'clips-window.spec.ts',
        // Stops its recording over HTTP, and downloads it.
        'library.spec.ts',
        // The same messages over the same link; `thumbnails.spec.ts` opens the library there.
        'library-list.spec.ts',
        // The same pictures over the same link; `open-file.spec.ts` plays a film there.
        'playing.spec.ts',
        // The same stations and viewers as `entries.spec.ts`, with streams written otherwise.
        'entries-kinds.spec.ts',
        'gateway-access.spec.ts',
        'share.spec.ts',
        'jt.spec.ts',
        'broker.spec.ts',
        'h265.spec.ts',
        'sound*.spec.ts',
      ],
    },
  ],
});
