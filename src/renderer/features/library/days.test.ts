import { expect, it } from 'vitest';
import { beginOfDay, endOfDay } from './days';

it('a day is from its midnight to the next, on this machine’s clock', () => {
  expect(beginOfDay('2026-11-21')).toBe(new Date(2026, 10, 21).getTime() * 1000);
  expect(endOfDay('2026-12-31')).toBe(new Date(2027, 0, 1).getTime() * 1000);
  expect([beginOfDay(''), endOfDay('21.11.2026'), beginOfDay('0001-01-01')]).toEqual([undefined, undefined, undefined]);
});
