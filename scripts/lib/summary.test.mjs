import { describe, expect, it } from 'vitest';
import { summarise } from './summary.mjs';

const tally = (passed, failed = [], skipped = []) => ({ passed, failed, skipped, flaky: [] });
const lastLine = (steps) => summarise(steps).text.split('\n').at(-1);

describe('summarise', () => {
  it('ends with one plain line over all test runs', () => {
    const steps = [
      { name: 'lint', ok: true },
      { name: 'unit', ok: true, tally: tally(10) },
      { name: 'chromium', ok: true, tally: tally(3) },
    ];
    expect(lastLine(steps)).toBe('13 passed, 0 failed');
    expect(summarise(steps).ok).toBe(true);
  });

  it('lists what was skipped by name', () => {
    const steps = [{ name: 'unit', ok: true, tally: tally(1, [], ['reads a clip with ffprobe']) }];
    expect(lastLine(steps)).toBe('1 passed, 0 failed, 1 skipped');
    expect(summarise(steps).text).toContain('unit: reads a clip with ffprobe');
  });

  it('counts a failing check, so that the line and the exit code agree', () => {
    const steps = [
      { name: 'lint', ok: false },
      { name: 'unit', ok: true, tally: tally(1) },
    ];
    expect(lastLine(steps)).toBe('1 passed, 1 failed');
    expect(summarise(steps).ok).toBe(false);
  });

  it('says why a test failed, below its name', () => {
    const steps = [
      { name: 'unit', ok: false, tally: { ...tally(1, ['a']), reasons: { a: ['expected 1', 'at b.ts:7'] } } },
    ];
    expect(summarise(steps).text).toContain('Failed:\n  unit: a\n      expected 1\n      at b.ts:7\n');
    expect(lastLine(steps)).toBe('1 passed, 1 failed');
  });

  it('counts a run that failed without a failing test', () => {
    const steps = [{ name: 'unit', ok: false, tally: tally(5) }];
    expect(lastLine(steps)).toBe('5 passed, 1 failed');
  });

  it('fails when no test was executed', () => {
    const { ok, text } = summarise([{ name: 'lint', ok: true }]);
    expect(ok).toBe(false);
    expect(text).toContain('No test was executed.');
  });

  it('says what was not run and why', () => {
    const { ok, text } = summarise([
      { name: 'unit', ok: true, tally: tally(1) },
      { name: 'electron', ok: true, notRun: 'no Electron on this machine' },
    ]);
    expect(ok).toBe(true);
    expect(text).toMatch(/electron +not run: no Electron on this machine/);
  });

  it('says how long each step took', () => {
    const steps = [
      { name: 'lint', ok: true, seconds: 3.4 },
      { name: 'unit', ok: true, tally: tally(1), seconds: 127.8 },
    ];
    expect(summarise(steps).text).toMatch(/lint {3}0:03 {2}ok\n {2}unit {3}2:08 {2}1 passed/);
  });
});
