import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fadeIn, leaveOut, withEnding } from './splice';

const RATE = 48_000;
const sine = (length: number, hz = 440) =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hz * n) / RATE + 1));
const leap = (samples: Float32Array) =>
  samples.reduce((most, sample, n) => (n === 0 ? 0 : Math.max(most, Math.abs(sample - samples[n - 1]!))), 0);
const steepest = (2 * Math.PI * 440) / RATE;

describe('where sound begins, ends and is cut', () => {
  it('it rises from nothing', () => {
    const piece = sine(960);
    fadeIn([piece], 144);
    expect(piece[0]).toBe(0);
    expect(leap(piece)).toBeLessThan(steepest * 1.2);
    expect(piece.subarray(144)).toEqual(sine(960).subarray(144));
  });

  it('it falls to nothing, without a leap at the end of what was said', () => {
    const [piece = new Float32Array()] = withEnding([sine(960)], 144);
    expect(piece.length).toBe(960 + 144);
    expect(piece.subarray(0, 960)).toEqual(sine(960));
    expect(piece.at(-1)).toBeCloseTo(0);
    expect(leap(piece)).toBeLessThan(steepest * 1.2);
  });

  it('what is left out is at most what was asked for, and the seam of a tone is not audible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 480 }), (most) => {
        const [piece = new Float32Array()] = leaveOut([sine(960)], most, 144);
        const left = 960 - piece.length;
        expect(left).toBeLessThanOrEqual(most);
        expect(left).toBeGreaterThanOrEqual(Math.floor(most * 0.75));
        expect(piece[0]).toBe(sine(1)[0]);
        expect(piece.at(-1)).toBe(sine(960).at(-1));
        expect(leap(piece)).toBeLessThan(steepest * 1.5);
      }),
    );
  });

  it('a piece too short to be cut is left as it is', () => {
    expect(leaveOut([sine(100)], 50, 144)[0]).toEqual(sine(100));
  });
});
