import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stripCells } from './strip';

const SECOND = 1e6;

it('has pictures of round moments side by side from one end to the other', () => {
  const cells = stripCells({ beginUs: 1003 * SECOND, endUs: 1034 * SECOND }, 7);
  expect(cells.map(({ atUs }) => atUs / SECOND)).toEqual([1000, 1005, 1010, 1015, 1020, 1025, 1030]);
  expect(cells[0]?.left).toBe(0);
  expect(cells.at(-1)?.right).toBe(1);
  for (const [at, { left }] of cells.slice(1).entries()) expect(left).toBe(cells[at]?.right);
});

it('has the same moments while the timeline moves on', () => {
  const moments = (beginS: number) =>
    stripCells({ beginUs: beginS * SECOND, endUs: (beginS + 300) * SECOND }, 16).map(({ atUs }) => atUs);
  const [before, after] = [moments(10_001), moments(10_004)];
  expect(after.slice(0, -1).every((at) => before.includes(at))).toBe(true);
});

it('never has more than there is room for, and one', () => {
  fc.assert(
    fc.property(fc.nat(1e15), fc.nat(2e11), fc.nat(40), (beginUs, length, most) => {
      expect(stripCells({ beginUs, endUs: beginUs + length }, most).length).toBeLessThanOrEqual(most + 1);
    }),
  );
});
