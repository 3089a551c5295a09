import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import { QUANTITY_KEYS, quantityOf } from './quantities';
import type { Telemetry } from './telemetry';
import { METRIC } from './units/choice';
import { valueGroups } from './values-list';

const written = (telemetry: Telemetry) =>
  valueGroups(telemetry, METRIC).map(
    ({ label, rows }) =>
      [english(label), rows.map((row) => `${english(row.label)}: ${english(row.value)}, ${row.level}`)] as const,
  );

describe('the list of all values', () => {
  it('has what is known in the catalogue’s groups, with its unit and level, and nothing else', () => {
    const telemetry: Telemetry = {
      batteryPercent: 14,
      mode: 'Loiter',
      armed: true,
      headingDeg: 7.26,
      latitudeDeg: -51.5,
      fixType: 3,
      cellsV: [4.1, 4.08],
      vibrationMps2: { x: 1, y: -2, z: 0.5 },
      hostTimeUs: 0,
      custom: { 'sonar.depth': 3.2 },
    };
    expect(written(telemetry)).toEqual([
      ['Attitude', ['Heading: 007.3°, normal']],
      ['Position', ['Latitude: −51.500000°, normal', 'GPS fix: 3D, normal']],
      ['Power', ['Battery charge: 14%, warning', 'Cells: 4.1  4.1 V, normal']],
      ['Sensors', ['Vibration: 1.00  −2.00  0.50 m/s², normal']],
      [
        'On board',
        ['Clock of the host: 1970-01-01T00:00:00.000Z, normal', 'Armed: yes, normal', 'Mode: Loiter, normal'],
      ],
      ['Its own', ['sonar.depth: 3.2, normal']],
    ]);
    expect(written({})).toEqual([]);
  });

  it('shows every quantity of the catalogue, whatever its value', () => {
    const arbitraryOf = (key: (typeof QUANTITY_KEYS)[number]): fc.Arbitrary<unknown> => {
      const double = fc.double();
      const kinds = {
        number: double,
        flag: fc.boolean(),
        words: fc.string(),
        vector: fc.record({ x: double, y: double, z: double }),
        numbers: fc.array(double),
      };
      return kinds[quantityOf(key).kind];
    };
    const all = fc.record(Object.fromEntries(QUANTITY_KEYS.map((key) => [key, arbitraryOf(key)])));
    fc.assert(
      fc.property(all, (telemetry) => {
        const rows = valueGroups(telemetry as Telemetry, METRIC).flatMap((group) => group.rows);
        expect(rows).toHaveLength(QUANTITY_KEYS.length);
        for (const { value } of rows) english(value);
      }),
    );
  });
});
