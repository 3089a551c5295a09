import type { LibraryWish } from '#contracts/library';
import { SelectField } from '../share/SelectField';
import type { Library } from './use-library';

/** Orders that people ask for. */
const ORDERS: readonly (Pick<LibraryWish, 'sortBy' | 'descending'> & { readonly words: string })[] = [
  { words: 'Newest first', sortBy: 'start', descending: true },
  { words: 'Oldest first', sortBy: 'start', descending: false },
  { words: 'Name', sortBy: 'name', descending: false },
  { words: 'Stream', sortBy: 'stream', descending: false },
  { words: 'Longest first', sortBy: 'length', descending: true },
  { words: 'Largest first', sortBy: 'size', descending: true },
];

/** The order of the list, where there is no room for the heads of all columns. */
export function SortSelect({ wish, change }: Pick<Library, 'wish' | 'change'>) {
  const now = ORDERS.find(({ sortBy, descending }) => sortBy === wish.sortBy && descending === wish.descending);
  return (
    <div className="library-order">
      <SelectField
        label="Order"
        value={now?.words ?? ''}
        choices={ORDERS.map(({ words }) => [words, words])}
        onChange={(chosen) => {
          const order = ORDERS.find(({ words }) => words === chosen);
          if (order) change({ sortBy: order.sortBy, descending: order.descending });
        }}
      />
    </div>
  );
}
