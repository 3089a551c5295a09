import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentAt, plotLines, shareOf } from './scale';

const RANGE = { beginUs: 100e6, endUs: 400e6 };
const point = (second: number, altitudeM?: number) => ({
  timeUs: second * 1e6,
  ...(altitudeM !== undefined && { altitudeM }),
});

describe('the scale of the timeline', () => {
  it('gives back the moment of a place, and keeps what lies outside at its ends', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 2, noNaN: true }), (share) => {
        expect(shareOf(momentAt(share, RANGE), RANGE)).toBeCloseTo(Math.min(1, Math.max(0, share)), 9);
      }),
    );
    expect(shareOf(5, { beginUs: 7, endUs: 7 })).toBe(1);
  });
});

describe('the plot below the timeline', () => {
  it('joins values that follow each other, and leaves pauses open', () => {
    const points = [point(100, 0), point(101, 10), point(250, 5), point(251), point(252, 5)];
    expect(plotLines(points, 'altitudeM', RANGE)).toEqual(['0.0000,1.000 0.0033,0.000', '0.5000,0.500 0.5067,0.500']);
  });

  it('draws nothing of a value that is not known', () => {
    expect(plotLines([point(100, 1), point(101, 2)], 'groundSpeedMps', RANGE)).toEqual([]);
    expect(plotLines([point(100, 1)], 'altitudeM', RANGE)).toEqual([]);
  });
});
