import type { LibraryColumn, LibraryQuery } from '#contracts/library';

/** How a column is first sorted: names from A on, all else from the newest, longest, largest on. */
const DESCENDS: Readonly<Record<LibraryColumn, boolean>> = {
  name: false,
  stream: false,
  start: true,
  length: true,
  size: true,
};

type Sorting = Pick<LibraryQuery, 'sortBy' | 'descending'>;

/** What a press on a column's head asks for: that column, or its other direction. */
export function sortedBy(now: Sorting, column: LibraryColumn): Sorting {
  return { sortBy: column, descending: now.sortBy === column ? !now.descending : DESCENDS[column] };
}

/** For `aria-sort`; absent where the list is not sorted by this column. */
export function ariaSort(now: Sorting, column: LibraryColumn): 'ascending' | 'descending' | undefined {
  if (now.sortBy !== column) return undefined;
  return now.descending ? 'descending' : 'ascending';
}
