import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler } from './resampler';

const sine = (hz: number, rate: number, from: number, length: number) =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hz * (from + n)) / rate));

/** A tone of a second in pieces, at another rate. */
function made(lengths: readonly number[], step: (n: number) => number): number[] {
  const resampler = new Resampler();
  const out: number[] = [];
  let from = 0;
  for (const [n, length] of lengths.entries()) {
    out.push(...(resampler.next([sine(440, 16_000, from, length)], step(n))[0] ?? []));
    from += length;
  }
  return out;
}

describe('sound at another rate', () => {
  it('is the same wave, with no seam, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 2, maxLength: 30 }), (lengths) => {
        const out = made(lengths, () => 16_000 / 48_000);
        const total = lengths.reduce((sum, length) => sum + length, 0);
        expect(Math.abs(out.length - total * 3)).toBeLessThanOrEqual(3);
        // Two samples of the source later: what a cubic needs to look ahead.
        const errors = out.map((sample, n) => Math.abs(sample - Math.sin((2 * Math.PI * 440 * (n / 3 - 2)) / 16_000)));
        expect(errors.slice(12).filter((error) => error > 0.005)).toEqual([]);
      }),
    );
  });

  it('is a wave without leaps when its rate is nudged from piece to piece', () => {
    const out = made(new Array<number>(50).fill(320), (n) => (16_000 / 48_000) * (n % 2 ? 1.005 : 0.995));
    const steepest = (2 * Math.PI * 440) / 48_000;
    const leaps = out.map((sample, n) => Math.abs(sample - (out[n - 1] ?? sample)));
    expect(Math.max(...leaps.slice(13))).toBeLessThan(steepest * 1.05);
  });

  it('keeps channels apart', () => {
    const resampler = new Resampler();
    const [left, right] = resampler.next([new Float32Array(100).fill(1), new Float32Array(100).fill(-1)], 0.5);
    expect([...new Set(left)]).toEqual([1]);
    expect([...new Set(right)]).toEqual([-1]);
  });
});
