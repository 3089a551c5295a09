import { describe, expect, it } from 'vitest';
import { growthOf, leftOf, MARGINS, median } from './judge.mjs';

const samples = (/** @type {(n: number) => number} */ of) =>
  Array.from({ length: 40 }, (_, n) => ({ descriptors: of(n), 'RSS MiB': 200 }));
const grown = (/** @type {(n: number) => number} */ of) =>
  growthOf(samples(of)).flatMap(({ name, grows }) => (grows ? [name] : []));

describe('a soak', () => {
  it('takes the middle value', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('passes what goes up and down, and what has a single peak', () => {
    expect(grown(() => 100)).toEqual([]);
    expect(grown((n) => 100 + 40 * Math.sin(n))).toEqual([]);
    expect(grown((n) => (n === 39 ? 9999 : 100))).toEqual([]);
  });

  it('fails what grows all the time', () => {
    expect(grown((n) => 100 + 5 * n)).toEqual(['descriptors']);
    expect(growthOf(samples((n) => 100 + 5 * n))[0]).toMatchObject({ from: 122.5, to: 272.5, grows: true });
  });

  it('fails what is left when all have gone', () => {
    const before = { descriptors: 30, 'RSS MiB': 100 };
    expect(leftOf(before, { descriptors: 39, 'RSS MiB': 300 }).map(({ grows }) => grows)).toEqual([false, false]);
    expect(leftOf(before, { descriptors: 41, 'RSS MiB': 400 }).map(({ grows }) => grows)).toEqual([true, true]);
  });

  it('passes what belongs to streams that are still known', () => {
    const left = (/** @type {number} */ streams) =>
      leftOf({ 'open files': 0 }, { 'open files': 30 }, streams)[0]?.grows;
    expect([left(0), left(20)]).toEqual([true, false]);
  });

  it('has a margin for everything that it counts', () => {
    expect(Object.values(MARGINS).every(({ share, more }) => share >= 0 && more > 0)).toBe(true);
  });
});
