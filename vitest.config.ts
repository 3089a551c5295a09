import os from 'node:os';
import { defineConfig } from 'vitest/config';
import { useHomeForTests } from './e2e/support/home.ts';

// Here, and not in a global set-up: workers inherit this process's environment.
process.once('exit', useHomeForTests());

const ALL = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs', 'bench/**/*.test.mjs', 'e2e/support/**/*.test.ts'];

/** Measures the memory and the open files of its process. */
const ALONE = ['src/station/**/day.test.ts'];

/** What waits for ffmpeg, RabbitMQ, disks and sockets, or tries very many bytes: left out of `npm run test:quick`. */
const SLOW = [
  'src/station/{amqp,media-file,playback,recordings,rewind,services,simulators,sources,transcode}/**',
  'src/station/gateway/**',
  'src/host/**',
  'src/cli/export.test.ts',
  'src/core/{exports,overlay-ass,snapshot}/**',
  'src/core/bitstream/picture-end/**',
  'src/core/bitstream/{capture-time-sei,field-pictures,low-delay-sps}.test.ts',
  'src/core/media/fmp4/**',
  'src/core/protocols/jt1078/**',
  'scripts/lib/{conformance,fuzz}/**',
];

/** When to give up, and not how fast anything must be: hooks build and start programs, and the machine may be busy. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000, setupFiles: ['vitest.setup.ts'] };

const DEFAULT_EXCLUDE = ['**/node_modules/**'];

export default defineConfig({
  test: {
    // Vitest leaves a core to a person who works meanwhile; most tests wait for sockets, disks and ffmpeg.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    reporters: ['default'],
    projects: [
      // A worker keeps its modules from one file to the next, which halves the time of the whole: no test replaces a
      // module, and stubs are taken back by the test that makes them.
      { test: { name: 'quick', include: ALL, exclude: [...DEFAULT_EXCLUDE, ...SLOW, ...ALONE], isolate: false } },
      { test: { name: 'slow', include: SLOW.map(toTests), exclude: [...DEFAULT_EXCLUDE, ...ALONE], isolate: false } },
      { test: { name: 'alone', include: ALONE } },
    ].map(({ test }) => ({ extends: true as const, test: { ...test, ...PATIENT } })),
  },
});

/** A folder stands for the tests in it. */
function toTests(glob: string): string {
  return glob.endsWith('/**') ? `${glob}/*.test.{ts,tsx,mjs}` : glob;
}
