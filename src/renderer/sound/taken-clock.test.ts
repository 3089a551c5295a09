import { describe, expect, it } from 'vitest';
import { TakenClock } from './taken-clock';

const LENGTH_US = 20_000;

describe('when pieces were taken that have no times', () => {
  it('is told by those that came quickest, however unevenly the others come', () => {
    const clock = new TakenClock();
    const late = [0, 9000, 3000, 12_000, 0, 7000];
    const taken = late.map((us, n) => clock.takenUs((n + 1) * LENGTH_US + us, LENGTH_US));
    expect(taken).toEqual(late.map((_, n) => n * LENGTH_US));
  });

  it('follows a sender whose clock is slow', () => {
    const clock = new TakenClock();
    const length = LENGTH_US * 1.0003;
    for (let n = 0; n < 30_000; n++) {
      const taken = clock.takenUs((n + 1) * length + (n % 7) * 1000, LENGTH_US);
      expect(Math.abs(taken - n * length)).toBeLessThan(1500);
    }
  });

  it('begins anew after a pause', () => {
    const clock = new TakenClock();
    clock.takenUs(LENGTH_US, LENGTH_US);
    expect(clock.takenUs(10e6, LENGTH_US)).toBe(10e6 - LENGTH_US);
    expect(clock.takenUs(10e6 + LENGTH_US, LENGTH_US)).toBe(10e6);
  });
});
