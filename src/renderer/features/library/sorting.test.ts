import { expect, it } from 'vitest';
import { ariaSort, sortedBy } from './sorting';

it('a column is sorted as one looks for things in it, and the other way when it is pressed again', () => {
  const newest = { sortBy: 'start', descending: true } as const;
  expect(sortedBy(newest, 'name')).toEqual({ sortBy: 'name', descending: false });
  expect(sortedBy(newest, 'size')).toEqual({ sortBy: 'size', descending: true });
  expect(sortedBy(newest, 'start')).toEqual({ sortBy: 'start', descending: false });
  expect([ariaSort(newest, 'start'), ariaSort(newest, 'name')]).toEqual(['descending', undefined]);
});
