import { describe, expect, it } from 'vitest';
import { PhoneClock } from './phone-clock';

const S = 1e6;

describe('a phone’s clock', () => {
  it('is related by what came quickest, pictures and sound alike', () => {
    const clock = new PhoneClock();
    expect(clock.captureUs('picture', 500, 10 * S)).toBe(10 * S);
    expect(clock.captureUs('sound', 500.02, 10.1 * S)).toBeCloseTo(10.02 * S);
    expect(clock.captureUs('picture', 500.04, 10.3 * S)).toBeCloseTo(10.04 * S);
  });

  it('of sound that has another base is left out, and does the pictures no harm', () => {
    const clock = new PhoneClock();
    clock.captureUs('picture', 500, 10 * S);
    expect(clock.captureUs('sound', 1.7e9, 10.01 * S)).toBeUndefined();
    expect(clock.captureUs('picture', 500.03, 10.05 * S)).toBeCloseTo(10.03 * S);
  });

  it('that leaps back tells no times until what was before counts no more', () => {
    const clock = new PhoneClock();
    clock.captureUs('picture', 500, 10 * S);
    expect(clock.captureUs('picture', 1, 11 * S)).toBeUndefined();
    let last: number | undefined;
    for (let s = 2; s < 40; s++) last = clock.captureUs('picture', s, (10 + s) * S);
    expect(last).toBe(49 * S);
  });

  it('that leaps ahead is believed at once', () => {
    const clock = new PhoneClock();
    clock.captureUs('picture', 1, 10 * S);
    expect(clock.captureUs('picture', 5000, 10.1 * S)).toBe(10.1 * S);
  });
});
