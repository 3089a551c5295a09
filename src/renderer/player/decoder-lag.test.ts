import { describe, expect, it } from 'vitest';
import { DecoderLag } from './decoder-lag';

/** A lag with pictures handed over at these times to a decoder that begins none. */
function lagOf(...timesUs: number[]) {
  const lag = new DecoderLag();
  for (const [waiting, timeUs] of timesUs.entries()) lag.pushed(timeUs, waiting);
  return lag;
}
const atOnce = (count: number) => Array.from({ length: count }, () => 0);

describe('a decoder is behind', () => {
  it('never with a few pictures before it', () => {
    expect(lagOf(0, 0, 0, 0).behind(true, 4, 9e6)).toBe(false);
  });

  it('at a key picture with more than a few before it', () => {
    expect(lagOf(...atOnce(5)).behind(true, 5, 0)).toBe(true);
  });

  it('not because a backlog came at once', () => {
    expect(lagOf(...atOnce(30)).behind(false, 30, 20_000)).toBe(false);
  });

  it('when the eldest of those that wait has waited long', () => {
    const lag = lagOf(0, 0, 100_000, 133_000, 166_000, 200_000, 233_000);
    expect(lag.behind(false, 5, 266_000)).toBe(false);
    expect(lag.behind(false, 7, 266_000)).toBe(true);
  });

  it('not while it works off a backlog, however long that takes', () => {
    const lag = lagOf(...atOnce(60));
    for (let n = 1; n <= 10; n++) {
      const waiting = 60 - 4 * n;
      expect(lag.behind(false, waiting, n * 33_000)).toBe(false);
      lag.pushed(n * 33_000, waiting);
    }
  });

  it('when more wait than may, however young', () => {
    expect(lagOf(...atOnce(200)).behind(false, 200, 0)).toBe(true);
  });
});
