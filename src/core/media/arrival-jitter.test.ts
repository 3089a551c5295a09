import { describe, expect, it } from 'vitest';
import { ArrivalJitter } from './arrival-jitter';

const PERIOD_US = 33_333;

/** Jitter after pictures that were taken evenly and arrived `lateUs` late each. */
function after(lateUs: (picture: number) => number, known: boolean, pictures = 400): number | undefined {
  const jitter = new ArrivalJitter();
  for (let n = 0; n < pictures; n++) {
    jitter.add(n * PERIOD_US + lateUs(n), known ? n * PERIOD_US : undefined);
  }
  return jitter.jitterUs;
}

describe.each([true, false])('the jitter of arrival, capture times known: %s', (known) => {
  it('is none where pictures arrive as they were taken', () => {
    expect(after(() => 7000, known)).toBeCloseTo(0);
  });

  it('is how much later every other one is', () => {
    expect(after((n) => (n % 2) * 4000, known)! / 1000).toBeCloseTo(4, 0);
  });

  it('is unknown before there is something to compare', () => {
    expect(after(() => 0, known, 1)).toBeUndefined();
  });
});

describe('the jitter of arrival', () => {
  it('does not take a pause for jitter, nor what was before a new connection', () => {
    const jitter = new ArrivalJitter();
    for (const [n, pause] of [0, 0, 0, 60e6, 60e6].entries()) jitter.add(n * PERIOD_US + pause);
    expect(jitter.jitterUs).toBeCloseTo(0);
    jitter.reset();
    expect(jitter.jitterUs).toBeUndefined();
  });

  it('follows a camera that changes its pace knowingly', () => {
    const jitter = new ArrivalJitter();
    for (let n = 0, at = 0; n < 100; n++, at += n % 3 === 0 ? 20_000 : 90_000) jitter.add(at + 5000, at);
    expect(jitter.jitterUs).toBeCloseTo(0);
  });
});
