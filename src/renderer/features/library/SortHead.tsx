import { Button } from 'react-aria-components';
import type { LibraryColumn } from '#contracts/library';
import { ariaSort, sortedBy } from './sorting';
import type { Library } from './use-library';

interface Props extends Pick<Library, 'query' | 'change'> {
  readonly column: LibraryColumn;
  readonly words: string;
  readonly className?: string;
}

/** The head of a column that the list can be sorted by. */
export function SortHead({ column, words, className, query, change }: Props) {
  const sort = ariaSort(query, column);
  return (
    <th scope="col" className={className} aria-sort={sort}>
      <Button className="library-sort" onPress={() => change(sortedBy(query, column))}>
        {words}
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" data-sort={sort}>
          <path d="M5 1.5v7M2 5.5l3 3 3-3" />
        </svg>
      </Button>
    </th>
  );
}
