import { expect, it } from 'vitest';
import { QUANTITY_KEYS, quantityOf } from '#core/telemetry/quantities';
import type { Quantity } from '#core/telemetry/quantity';
import { telemetryKeySchema, telemetrySchema } from './telemetry';

const EXAMPLES = { number: 1.5, flag: true, words: 'Loiter', vector: { x: 1, y: 2, z: 3 }, numbers: [1, 2] } as const;
const WRONG = { number: 'a', flag: 1, words: 'x'.repeat(65), vector: [1, 2, 3], numbers: Array(33).fill(1) } as const;
const all = (values: Record<Quantity['kind'], unknown>) =>
  QUANTITY_KEYS.map((key) => [key, values[quantityOf(key).kind]] as const);

it('takes every quantity of the catalogue, as its row says', () => {
  const telemetry = Object.fromEntries(all(EXAMPLES));
  expect(telemetrySchema.parse(telemetry)).toEqual(telemetry);
  for (const key of QUANTITY_KEYS) expect(telemetryKeySchema.parse(key)).toBe(key);
});

it('refuses what is of another kind, or longer than the row allows', () => {
  for (const [key, value] of all(WRONG)) expect(telemetrySchema.safeParse({ [key]: value }).success, key).toBe(false);
});
