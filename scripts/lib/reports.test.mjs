import { describe, expect, it } from 'vitest';
import { tallyPlaywright, tallyVitest } from './reports.mjs';

describe('tallyVitest', () => {
  const file = (status, ...assertionResults) => ({ name: '/x/a.test.ts', status, assertionResults });

  it('counts by test', () => {
    const report = {
      testResults: [
        file('failed', { status: 'passed', fullName: 'a' }, { status: 'failed', fullName: 'b' }),
        file('passed', { status: 'skipped', fullName: 'c' }, { status: 'todo', fullName: 'd' }),
      ],
    };
    expect(tallyVitest(report)).toEqual({ passed: 1, failed: ['b'], skipped: ['c', 'd'], flaky: [] });
  });

  it('takes a file that does not load for a failure', () => {
    expect(tallyVitest({ testResults: [file('failed')] }).failed).toEqual([expect.stringContaining('a.test.ts')]);
  });
});

describe('tallyPlaywright', () => {
  const spec = (title, status) => ({ title, tests: [{ status }] });

  it('walks nested suites', () => {
    const report = {
      suites: [
        {
          title: 'live.spec.ts',
          specs: [spec('a', 'expected')],
          suites: [{ title: 'inner', specs: [spec('b', 'unexpected'), spec('c', 'skipped'), spec('d', 'flaky')] }],
        },
      ],
      errors: [],
    };
    expect(tallyPlaywright(report)).toEqual({
      passed: 2,
      failed: ['live.spec.ts › inner › b'],
      skipped: ['live.spec.ts › inner › c'],
      flaky: ['live.spec.ts › inner › d'],
    });
  });

  it('counts errors outside any test', () => {
    expect(tallyPlaywright({ suites: [], errors: [{ message: 'cannot load\n at x' }] }).failed).toEqual([
      'cannot load',
    ]);
  });
});
