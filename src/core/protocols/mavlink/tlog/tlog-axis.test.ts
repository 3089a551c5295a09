import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlogAxis } from './tlog-axis';

const S = 1e6;
const take = (times: readonly number[]) => {
  const axis = new TlogAxis();
  return { times: times.map((us) => axis.take(us)), changes: axis.changes };
};

describe('the times of a log', () => {
  it('are as they are while they go on, through pauses too', () => {
    expect(take([10 * S, 11 * S, 11 * S, 30 * S])).toEqual({ times: [10 * S, 11 * S, 11 * S, 30 * S], changes: 0 });
    expect(take([0, 3600 * S, 3601 * S])).toEqual({ times: [0, 0, 3601 * S], changes: 0 });
  });

  it('stand where packets of two links come crossed', () => {
    expect(take([10 * S, 10.5 * S, 10.2 * S, 11 * S]).times).toEqual([10 * S, 10.5 * S, 10.5 * S, 11 * S]);
  });

  it.each([
    ['back by an hour', -3600],
    ['on by years', 50 * 365 * 86_400],
  ])('go on where the clock is set %s', (_, leapS) => {
    const leap = leapS * S;
    expect(take([10 * S, 11 * S, leap + 12 * S, leap + 13 * S, leap + 14 * S])).toEqual({
      times: [10 * S, 11 * S, 11 * S, 11 * S, 12 * S],
      changes: 1,
    });
  });

  it('are not led away by one that is damaged', () => {
    for (const wrong of [0, 1e15, 7200 * S])
      expect(take([10 * S, 11 * S, wrong, 12 * S])).toEqual({ times: [10 * S, 11 * S, 11 * S, 12 * S], changes: 0 });
  });

  it('never go back, and go on from any record as from the beginning', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e12 })), fc.nat(50), (raw, split) => {
        const axis = new TlogAxis();
        let last = Number.NEGATIVE_INFINITY;
        for (const us of raw.slice(0, split)) {
          const at = axis.take(us);
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
        }
        const next = new TlogAxis(axis.shiftUs, split > 0 && raw.length > 0 ? last : undefined);
        for (const us of raw.slice(split, split + 1)) expect(next.take(us)).toBeGreaterThanOrEqual(last);
      }),
    );
  });
});
