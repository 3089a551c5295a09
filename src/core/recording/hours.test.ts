import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, readHours } from './hours';

/** 21 November 2026 is a Saturday. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute);
const isIn = (text: string, moment: Date) =>
  isWithin(
    [readHours(text)].flatMap((hours) => hours ?? []),
    moment,
  );

describe('hours of recording', () => {
  it('begin and end to the minute', () => {
    expect([at(21, 7, 59), at(21, 8), at(21, 17, 59), at(21, 18)].map((moment) => isIn('8:00-18:00', moment))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(isIn('0:00-24:00', at(21, 23, 59))).toBe(true);
  });

  it('over midnight belong to the day on which they begin', () => {
    const night = 'sat 22:00-06:00';
    expect([at(21, 5), at(21, 22), at(22, 5, 59), at(22, 6), at(22, 22)].map((moment) => isIn(night, moment))).toEqual([
      ...[false, true, true, false, false],
    ]);
  });

  it('are of some days of the week, which may go over its end', () => {
    const days = (text: string) => Array.from({ length: 7 }, (_, i) => isIn(text, at(22 + i, 12)));
    expect(days('Mon-Fri 08:00-18:00')).toEqual([false, true, true, true, true, true, false]);
    expect(days('fri-sun 08:00-18:00')).toEqual([true, false, false, false, false, true, true]);
    expect(days('wed 08:00-18:00')).toEqual([false, false, false, true, false, false, false]);
  });

  it('where none are given are all', () => expect(isWithin([], at(21, 3))).toBe(true));

  it.each(['', '8-18', '25:00-26:00', '08:60-09:00', '08:00-24:01', 'day 08:00-18:00', 'mon-', 'mon08:00-09:00'])(
    'refuse “%s”',
    (text) => expect(readHours(text)).toBeUndefined(),
  );

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readHours(text)?.days.length ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
