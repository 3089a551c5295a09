import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './paths.mjs';
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

  it("keeps what a failed test said first, without colours and other people's lines", () => {
    const said = '\u001b[31mexpected 1\u001b[39m\n\n  at here.ts:1\n  at node_modules/x.js:2';
    const report = {
      testResults: [file('failed', { status: 'failed', fullName: 'b', failureMessages: [said, 'more'] })],
    };
    expect(tallyVitest(report).reasons).toEqual({ b: ['expected 1', '  at here.ts:1'] });
  });

  it('keeps a bounded part of it', () => {
    const said = 'line\n'.repeat(1000);
    const report = { testResults: [file('failed', { status: 'failed', fullName: 'b', failureMessages: [said] })] };
    expect(tallyVitest(report).reasons?.b).toHaveLength(24);
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

  it('keeps what a failed test said, and where', () => {
    const error = { message: 'expected 3', location: { file: join(root, 'e2e/a.spec.ts'), line: 7 } };
    const failed = { title: 'a', tests: [{ status: 'unexpected', results: [{}, { error }] }] };
    expect(tallyPlaywright({ suites: [{ title: '', specs: [failed] }] }).reasons).toEqual({
      a: ['expected 3', 'at e2e/a.spec.ts:7'],
    });
  });

  it('counts errors outside any test', () => {
    expect(tallyPlaywright({ suites: [], errors: [{ message: 'cannot load\n at x' }] }).failed).toEqual([
      'cannot load',
    ]);
  });
});
