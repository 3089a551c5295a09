import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardinalOf, normaliseHeading } from './heading';

describe('normaliseHeading', () => {
  it('brings yaw into a full turn', () => {
    expect(normaliseHeading(-180, 1)).toBe(180);
    expect(normaliseHeading(-0.1, 1)).toBe(359.9);
    expect(normaliseHeading(725, 1)).toBe(5);
    expect(normaliseHeading(Number.MAX_VALUE, 1)).toBeLessThan(360);
  });

  it('never answers 360 nor a negative zero', () => {
    expect(normaliseHeading(359.96, 1)).toBe(0);
    expect(Object.is(normaliseHeading(-0.01, 1), 0)).toBe(true);
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), (deg) => {
        const heading = normaliseHeading(deg, 1) ?? Number.NaN;
        expect(heading).toBeGreaterThanOrEqual(0);
        expect(heading).toBeLessThan(360);
      }),
    );
  });

  it('leaves the unknown unknown', () => {
    expect(normaliseHeading(undefined, 1)).toBeUndefined();
    expect(normaliseHeading(Number.NaN, 1)).toBeUndefined();
    expect(normaliseHeading(Number.POSITIVE_INFINITY, 1)).toBeUndefined();
  });
});

describe('cardinalOf', () => {
  it('names the eight winds', () => {
    expect([0, 45, 90, 135, 180, 225, 270, 315].map(cardinalOf)).toEqual(['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW']);
  });

  it('changes half way between two', () => {
    expect(cardinalOf(22.4)).toBe('N');
    expect(cardinalOf(22.5)).toBe('NE');
    expect(cardinalOf(337.4)).toBe('NW');
    expect(cardinalOf(337.5)).toBe('N');
    expect(cardinalOf(359.9)).toBe('N');
    expect(cardinalOf(-90)).toBe('W');
  });
});
