import { describe, expect, it } from 'vitest';
import { G726Rate } from './g726-rate';

/** Pieces of 40 ms. */
function told(bits: number, timestampOf = (n: number) => n * 40): number | undefined {
  const rate = new G726Rate();
  let last: number | undefined;
  for (let n = 0; n < 40; n++) last = rate.add(timestampOf(n), 40 * bits, 8000);
  return last;
}

describe('the rate of a camera’s G.726', () => {
  it.each([2, 3, 4, 5])('of %i bits is told by bytes and time, unevenly rounded as it may be', (bits) => {
    expect(told(bits)).toBe(bits);
    expect(told(bits, (n) => n * 40 + (n % 3))).toBe(bits);
  });

  it('is not told by a clock that stands still or leaps, nor where it is none of them', () => {
    expect(told(4, () => 7)).toBeUndefined();
    expect(told(4, (n) => n * 5000)).toBeUndefined();
    expect(told(8)).toBeUndefined();
  });
});
