import { defineConfig } from '@playwright/test';

/**
 * `chromium` drives an installed browser (GROUNDGLASS_BROWSER, found by scripts/test.mjs); `electron` the built application
 * in Electron. Both read the same specifications in e2e/ and launch what they test themselves.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  // Two cores decode, draw and serve already.
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON ?? 'build/reports/e2e.json' }]],
  projects: [
    { name: 'chromium', testIgnore: ['hidden.spec.ts', 'electron-security.spec.ts', 'open-file.spec.ts'] },
    // The player alone, the command line and the gateway's doors have nothing of Electron in them; its camera asks a
    // person in a window of the system's.
    {
      name: 'electron',
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
