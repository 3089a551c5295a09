import type { LibraryQuery } from '#contracts/library';
import { type Text, text } from '#core/texts/text';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import type { Library } from './use-library';

/** Orders that people ask for. */
const ORDERS: readonly (Pick<LibraryQuery, 'sortBy' | 'descending'> & { readonly words: Text })[] = [
  { words: text('library.order.newest'), sortBy: 'start', descending: true },
  { words: text('library.order.oldest'), sortBy: 'start', descending: false },
  { words: text('library.order.name'), sortBy: 'name', descending: false },
  { words: text('library.order.stream'), sortBy: 'stream', descending: false },
  { words: text('library.order.longest'), sortBy: 'length', descending: true },
  { words: text('library.order.largest'), sortBy: 'size', descending: true },
];

/** The order of the list, where there is no room for the heads of all columns. */
export function SortSelect({ query, change }: Pick<Library, 'query' | 'change'>) {
  const t = useTexts();
  const now = ORDERS.find(({ sortBy, descending }) => sortBy === query.sortBy && descending === query.descending);
  return (
    <div className="library-order">
      <SelectField
        label={t('library.order')}
        value={now?.words.id ?? ''}
        choices={ORDERS.map(({ words }) => [words.id, t(words)])}
        onChange={(chosen) => {
          const order = ORDERS.find(({ words }) => words.id === chosen);
          if (order) change({ sortBy: order.sortBy, descending: order.descending });
        }}
      />
    </div>
  );
}
