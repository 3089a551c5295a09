import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMeasured } from '../format';
import { DIMENSIONS, type Dimension } from '../quantity';
import { METRIC, readUnits, type Units, unitsOf, withUnitOf, writeUnits } from './choice';
import { fromUnit, measureOf, toUnit, unitFor } from './convert';
import { MEASURE_IDS, MEASURES, UNIT_SYSTEM_IDS, UNIT_SYSTEMS, UNITS } from './table';

const dimensions = Object.keys(DIMENSIONS) as Dimension[];
/** Any system, with any units beside it. */
const anyUnits: fc.Arbitrary<Units> = fc
  .tuple(
    fc.constantFrom(...UNIT_SYSTEM_IDS),
    fc.tuple(...MEASURE_IDS.map((measure) => fc.option(fc.constantFrom<string>(...MEASURES[measure])))),
  )
  .map(([system, others]) =>
    MEASURE_IDS.reduce((units, measure, at) => withUnitOf(units, measure, others[at] ?? ''), unitsOf(system)),
  );

describe('the table of units', () => {
  it('has exact factors', () => {
    const exact = [
      [1609.344, 'mi', 1],
      [1852, 'NM', 1],
      [0.3048, 'ft', 1],
      [1000, 'km', 1],
      [0.44704, 'mph', 1],
      [1852 / 3600, 'kn', 1],
      [10, 'km/h', 36],
      [0.00508, 'ft/min', 1],
      [1013.25, 'hPa', 1013.25],
      [33.86388640341, 'inHg', 1],
    ] as const;
    for (const [value, id, shown] of exact) expect(toUnit(value, UNITS[id])).toBeCloseTo(shown, 12);
    expect([-40, 0, 37, 100].map((celsius) => toUnit(celsius, UNITS.F))).toEqual([-40, 32, 98.6, 212]);
  });

  it('converts there and back, and never turns the order round', () => {
    const value = fc.double({ min: -1e7, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(UNITS)), value, value, (unit, a, b) => {
        expect(Math.abs(fromUnit(toUnit(a, unit), unit) - a)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)));
        if (a < b) expect(toUnit(a, unit)).toBeLessThanOrEqual(toUnit(b, unit));
      }),
    );
  });

  it('has a unit of each measure in each system, the catalogue’s own in the metric one', () => {
    for (const system of UNIT_SYSTEM_IDS) {
      for (const measure of MEASURE_IDS) expect(MEASURES[measure]).toContain(UNIT_SYSTEMS[system][measure]);
    }
    for (const dimension of dimensions) {
      const own = unitFor(dimension, 0, METRIC);
      expect(own.symbol).toBe(DIMENSIONS[dimension].unit);
      expect(own.decimals).toBe(DIMENSIONS[dimension].decimals);
      expect(toUnit(12.5, own)).toBe(12.5);
    }
  });

  it('has a dimension for each measure', () => {
    expect(new Set(dimensions.map(measureOf).filter(Boolean))).toEqual(new Set(MEASURE_IDS));
  });
});

describe('a choice of units', () => {
  it('is written and read the same', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        expect(readUnits(writeUnits(units))).toEqual(units);
      }),
    );
    expect(writeUnits(METRIC)).toBe('metric');
    expect(writeUnits(withUnitOf(METRIC, 'speed', 'km/h'))).toBe('metric,speed=km/h');
    expect(readUnits(' imperial , speed=kn,length=m')).toMatchObject({ system: 'imperial', speed: 'kn', length: 'm' });
  });

  it('is refused whole where a part makes no sense', () => {
    const refused = ['', 'cubits', 'metric,', 'metric,speed', 'metric,speed=C', 'metric,weight=kg', 'speed=kn'];
    for (const text of refused) expect(readUnits(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void readUnits(text)));
  });

  it('writes what it reads', () => {
    const imperial = unitsOf('imperial');
    expect(formatMeasured('speed', 10, imperial)).toBe('22.4 mph');
    expect(formatMeasured('climb', -2.5, imperial)).toBe('−492 ft/min');
    expect(formatMeasured('length', 120, imperial)).toBe('394 ft');
    expect(formatMeasured('temperature', 54.2, imperial)).toBe('129.6 °F');
    expect(formatMeasured('pressure', 1013.25, imperial)).toBe('29.92 inHg');
    expect(formatMeasured('voltage', 12.6, imperial)).toBe('12.6 V');
    expect(formatMeasured('speed', 10, unitsOf('nautical'))).toBe('19.4 kn');
  });

  it('has what is near in the unit of lengths, and what is far in that of distances', () => {
    const shown = (metres: number) => UNIT_SYSTEM_IDS.map((id) => formatMeasured('distance', metres, unitsOf(id)));
    expect(shown(150)).toEqual(['150.0 m', '492 ft', '150.0 m', '492 ft']);
    expect(shown(-4200)).toEqual(['−4.20 km', '−2.61 mi', '−2.27 NM', '−2.27 NM']);
  });
});
