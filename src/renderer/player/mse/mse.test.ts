import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepLiveEdge } from './live-edge';
import { Timeline } from './timeline';

describe('the time line', () => {
  const timesOf = (...arrivalsMs: number[]) => {
    const timeline = new Timeline();
    return arrivalsMs.map((ms) => timeline.next(ms * 1000).timeUs / 1000);
  };

  it('begins at zero and lays pictures as far apart as they came', () => {
    expect(timesOf(5000, 5033, 5070, 5100)).toEqual([0, 33, 70, 100]);
  });

  it('sets pictures apart that came at once, and shortens a long pause', () => {
    expect(timesOf(0, 0, 0, 60_000)).toEqual([0, 1, 2, 1002]);
  });

  it('never leaves a gap that a buffer takes for a break, and gives each time once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3e6 })), (steps) => {
        const timeline = new Timeline();
        let arrivalUs = 0;
        let before = timeline.next(0);
        for (const step of steps) {
          arrivalUs += step;
          const next = timeline.next(arrivalUs);
          expect(next.timeUs).toBeGreaterThan(before.timeUs);
          // MSE, coded frame processing, 6: no more than twice the last one's duration.
          expect(next.timeUs - before.timeUs).toBeLessThanOrEqual(2 * before.durationUs);
          expect(Number.isInteger(next.timeUs)).toBe(true);
          before = next;
        }
      }),
    );
  });
});

describe('at the live edge', () => {
  it('a video that is in step plays on as it is', () => {
    expect(stepLiveEdge({ currentS: 10.05, newestS: 10 }).rate).toBeCloseTo(1);
  });

  it('one that is a little behind hurries, and one that is ahead slows down', () => {
    expect(stepLiveEdge({ currentS: 9.9, newestS: 10 }).rate).toBeGreaterThan(1.2);
    const ahead = stepLiveEdge({ currentS: 10.3, newestS: 10 });
    expect(ahead.rate).toBeLessThan(0.8);
    expect(ahead).not.toHaveProperty('seekS');
  });

  it('one that is far off jumps to the newest picture', () => {
    expect(stepLiveEdge({ currentS: 3, newestS: 10 })).toEqual({ rate: 1, seekS: 10 });
    expect(stepLiveEdge({ currentS: 12, newestS: 10 })).toEqual({ rate: 1, seekS: 10 });
  });

  it('comes into step from any distance, whatever the pictures’ rhythm', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.array(fc.double({ min: 0.001, max: 0.1, noNaN: true }), { minLength: 400, maxLength: 400 }),
        (offset, intervals) => {
          let newestS = 100;
          let currentS = newestS + offset;
          for (const interval of intervals) {
            const { rate, seekS } = stepLiveEdge({ currentS, newestS });
            currentS = (seekS ?? currentS) + rate * interval;
            newestS += interval;
          }
          if (intervals.reduce((sum, interval) => sum + interval, 0) < 5) return;
          expect(Math.abs(currentS - newestS)).toBeLessThan(0.2);
        },
      ),
    );
  });
});
