import { expect, it } from 'vitest';
import { isDark, momentsOf } from './moments';

it('a recording is shown some seconds in, or in the middle of a short one', () => {
  expect(momentsOf(3600e6, false)).toEqual([2e6, 10e6, 30e6]);
  expect(momentsOf(12e6, false)).toEqual([2e6, 10e6]);
  expect(momentsOf(1e6, false)).toEqual([0.5e6]);
  expect(momentsOf(0, false)).toEqual([0]);
});

it('one that has hardly begun is not shown yet', () => {
  expect(momentsOf(3e6, true)).toEqual([]);
  expect(momentsOf(5e6, true)).toEqual([2e6]);
});

it('a picture is dark where nothing is seen in it, not where it is night', () => {
  const of = (...green: number[]) => Uint8ClampedArray.from(green.flatMap((value) => [0, value, 0, 255]));
  expect(isDark(of(0, 16, 16, 16))).toBe(true);
  expect(isDark(of(0, 0, 0, 200))).toBe(false);
});
