import { expect, it } from 'vitest';
import { QUANTITY_KEYS, quantityOf } from '../../telemetry/quantities';
import { csvHead, csvRow } from './csv';

const columns = () => csvHead().trimEnd().split(',');

it('has a column for every quantity of the catalogue, and for each part of those that have several', () => {
  for (const key of QUANTITY_KEYS) {
    const row = quantityOf(key);
    if (row.kind === 'vector') expect(columns()).toEqual(expect.arrayContaining([`${key}.x`, `${key}.y`, `${key}.z`]));
    else if (row.kind === 'numbers') {
      for (let n = 1; n <= (row.columns?.count ?? 0); n++)
        expect(columns()).toContain(row.columns?.name.replace('{n}', String(n)));
    } else expect(columns()).toContain(key);
  }
  expect(new Set(columns()).size).toBe(columns().length);
});

it('has each value in its column, and nothing for what is unknown', () => {
  const values = {
    ...{ rollDeg: -0.5, armed: true, accelMps2: { x: 1, y: 2, z: 3 }, rcChannelsUs: [1500, 1501], cellsV: [4.1] },
    mode: 'Loiter, "high"',
  };
  const row = csvRow({ type: 'telemetry', t: 1.25, wall: 'w', values }).trimEnd();
  // RFC 4180: the only value with a comma is the mode, in quotes.
  const cells = row.replace('"Loiter, ""high"""', 'MODE').split(',');
  const known = columns().flatMap((name, at) => (cells[at] === '' ? [] : [[name, cells[at]]]));
  expect(cells).toHaveLength(columns().length);
  expect(Object.fromEntries(known)).toEqual({
    ...{ t: '1.25', wall: 'w', rollDeg: '-0.5', armed: '1', mode: 'MODE' },
    ...{ 'accelMps2.x': '1', 'accelMps2.y': '2', 'accelMps2.z': '3' },
    ...{ rcChannel1Us: '1500', rcChannel2Us: '1501', cell1V: '4.1' },
  });
});
