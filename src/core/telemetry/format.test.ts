import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import {
  ageText,
  formatBattery,
  formatDegrees,
  formatHeading,
  formatLatitude,
  formatLongitude,
  formatMeasured,
  formatMilliseconds,
  formatNumber,
  formatPercent,
  gpsText,
  UNKNOWN,
} from './format';

describe('a number', () => {
  it('has fixed decimals and a true minus sign', () => {
    expect(formatNumber(-12.34, 1)).toBe('−12.3');
    expect(formatNumber(3, 2)).toBe('3.00');
  });

  it('is never a negative zero', () => {
    expect(formatNumber(-0, 1)).toBe('0.0');
    expect(formatNumber(-0.04, 1)).toBe('0.0');
    expect(formatNumber(-0.06, 1)).toBe('−0.1');
  });

  it('is a dash when unknown', () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(formatNumber(value, 1)).toBe(UNKNOWN);
    }
  });

  it('reads back within half a unit of its last digit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, decimals) => {
          const read = Number(formatNumber(value, decimals).replace('−', '-'));
          expect(Math.abs(read - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
        },
      ),
    );
  });
});

describe('units', () => {
  it('follow the number, and go with it when it is unknown', () => {
    expect(formatDegrees(-4.56)).toBe('−4.6°');
    expect(formatMeasured('length', 120)).toBe('120.0 m');
    expect(formatMeasured('speed', -1.25)).toMatch(/^−1\.[23] m\/s$/);
    expect(formatPercent(42.4)).toBe('42%');
    expect(formatMeasured('temperature', 54.21)).toBe('54.2 °C');
    expect(formatMilliseconds(11.6)).toBe('12 ms');
    expect(formatMeasured('speed', undefined)).toBe(UNKNOWN);
    for (const format of [formatDegrees, formatPercent, formatMilliseconds]) {
      expect(format(undefined)).toBe(UNKNOWN);
    }
  });
});

describe('a position', () => {
  it('has six decimals and a sign', () => {
    expect(formatLatitude(51.4779284)).toBe('51.477928°');
    expect(formatLatitude(-33.8567844)).toBe('−33.856784°');
    expect(formatLongitude(-179.9999999)).toBe('−180.000000°');
    expect(formatLongitude(-0.0000001)).toBe('0.000000°');
  });

  it('is unknown off the globe', () => {
    expect(formatLatitude(90.1)).toBe(UNKNOWN);
    expect(formatLatitude(undefined)).toBe(UNKNOWN);
    expect(formatLatitude(Number.NaN)).toBe(UNKNOWN);
    expect(formatLongitude(180.5)).toBe(UNKNOWN);
  });
});

describe('a heading', () => {
  it('has three digits before the point', () => {
    expect(formatHeading(47.46)).toBe('047.5°');
    expect(formatHeading(7, 0)).toBe('007°');
    expect(formatHeading(180)).toBe('180.0°');
  });

  it('wraps after rounding', () => {
    expect(formatHeading(359.94)).toBe('359.9°');
    expect(formatHeading(359.96)).toBe('000.0°');
    expect(formatHeading(360)).toBe('000.0°');
    expect(formatHeading(-0.04)).toBe('000.0°');
    expect(formatHeading(-90)).toBe('270.0°');
  });

  it('is a dash when unknown', () => expect(formatHeading(undefined)).toBe(UNKNOWN));
});

describe('the battery', () => {
  it('is volts and percent', () => expect(formatBattery(12.34, 78)).toBe('12.3 V (78%)'));

  it('shows which half is unknown', () => {
    expect(formatBattery(12.34, undefined)).toBe('12.3 V (–)');
    expect(formatBattery(undefined, 78)).toBe('– (78%)');
    expect(formatBattery(undefined, undefined)).toBe(UNKNOWN);
  });
});

describe('GPS', () => {
  const gps = (fixType: number | undefined, satellites: number | undefined) => {
    const said = gpsText(fixType, satellites);
    return said && english(said);
  };

  it('names every fix that MAVLink defines', () => {
    const names = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((fix) => gps(fix, 9));
    expect(names).toEqual([
      'No GPS 9 sat',
      'No fix 9 sat',
      '2D 9 sat',
      '3D 9 sat',
      'DGPS 9 sat',
      'RTK float 9 sat',
      'RTK fixed 9 sat',
      'Static 9 sat',
      'PPP 9 sat',
    ]);
  });

  it('shows which half is unknown', () => {
    expect(gps(undefined, 12)).toBe('– 12 sat');
    expect(gps(3, undefined)).toBe('3D – sat');
    expect(gps(99, undefined)).toBeUndefined();
    expect(gps(2.5, undefined)).toBeUndefined();
  });
});

describe('an age', () => {
  it('is in whole seconds, minutes or hours', () => {
    expect(english(ageText(3999))).toBe('3 s old');
    expect(english(ageText(59_999))).toBe('59 s old');
    expect(english(ageText(60_000))).toBe('1 min old');
    expect(english(ageText(3_599_999))).toBe('59 min old');
    expect(english(ageText(7_200_000))).toBe('2 h old');
    expect(english(ageText(-5))).toBe('0 s old');
  });
});
