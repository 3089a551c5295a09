import { describe, expect, it } from 'vitest';
import { formatDuration, isWhole, keptOf, proposedAt, withEnd, withIn, withOut } from './selection';

const S = 1e6;
const range = { beginUs: 100 * S, endUs: 400 * S };

describe('what is to be taken out', () => {
  it('is marked from either end, and a later mark moves its own end', () => {
    expect(withIn(undefined, 110 * S)).toEqual({ inUs: 110 * S });
    expect(withOut({ inUs: 110 * S }, 120 * S)).toEqual({ inUs: 110 * S, outUs: 120 * S });
    expect(withIn({ inUs: 110 * S, outUs: 120 * S }, 115 * S)).toEqual({ inUs: 115 * S, outUs: 120 * S });
  });

  it('begins anew where its beginning is put behind its end, or its end before its beginning', () => {
    expect(withIn({ inUs: 110 * S, outUs: 120 * S }, 130 * S)).toEqual({ inUs: 130 * S });
    expect(withOut({ inUs: 110 * S, outUs: 120 * S }, 105 * S)).toEqual({ outUs: 105 * S });
    expect(isWhole({ inUs: 130 * S })).toBe(false);
  });

  it('is never dragged away: its ends stop before each other', () => {
    const ends = { inUs: 110 * S, outUs: 120 * S };
    expect(withEnd(ends, 'inUs', 115 * S)).toEqual({ inUs: 115 * S, outUs: 120 * S });
    expect(withEnd(ends, 'inUs', 130 * S)).toEqual({ inUs: 119.95 * S, outUs: 120 * S });
    expect(withEnd(ends, 'outUs', 100 * S)).toEqual({ inUs: 110 * S, outUs: 110.05 * S });
    expect(withEnd({ outUs: 120 * S }, 'outUs', 100 * S)).toEqual({ outUs: 100 * S });
  });

  it('loses what is no longer kept', () => {
    expect(keptOf({ inUs: 90 * S, outUs: 120 * S }, range)).toEqual({ inUs: 100 * S, outUs: 120 * S });
    expect(keptOf({ inUs: 390 * S }, range)).toEqual({ inUs: 390 * S, outUs: 400 * S });
    expect(keptOf({ inUs: 10 * S, outUs: 20 * S }, range)).toBeUndefined();
  });

  it('is proposed as what just happened', () => {
    expect(proposedAt(300 * S, range)).toEqual({ inUs: 290 * S, outUs: 300 * S });
    expect(proposedAt(105 * S, range)).toEqual({ inUs: 100 * S, outUs: 105 * S });
    expect(proposedAt(100 * S, range)).toEqual({ inUs: 100 * S, outUs: 110 * S });
  });

  it('has its length told to a tenth of a second', () => {
    expect(formatDuration(9.46 * S)).toBe('0:09.5');
    expect(formatDuration(59.96 * S)).toBe('1:00.0');
    expect(formatDuration(3723 * S)).toBe('1:02:03.0');
  });
});
