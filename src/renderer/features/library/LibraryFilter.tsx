import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useTexts } from '../../ui/use-texts';
import { beginOfDay, endOfDay } from './days';
import { SortSelect } from './SortSelect';
import type { Library } from './use-library';

/** Which recordings are listed: those with these words, of these days. */
export function LibraryFilter({ query, change }: Pick<Library, 'query' | 'change'>) {
  const t = useTexts();
  const [days, setDays] = useState({ from: '', to: '' });
  const choose = (chosen: Partial<typeof days>) => {
    const next = { ...days, ...chosen };
    setDays(next);
    change({ fromUs: beginOfDay(next.from), toUs: endOfDay(next.to) });
  };
  const clear = () => {
    setDays({ from: '', to: '' });
    change({ words: '', fromUs: undefined, toUs: undefined });
  };
  const isFiltered = query.words !== '' || days.from !== '' || days.to !== '';
  return (
    <search className="library-filter">
      <TextField
        className="react-aria-TextField library-words"
        value={query.words}
        onChange={(words) => change({ words })}
        maxLength={100}
      >
        <Label>{t('library.find')}</Label>
        <Input type="search" spellCheck="false" autoComplete="off" />
      </TextField>
      <SortSelect query={query} change={change} />
      <TextField value={days.from} onChange={(from) => choose({ from })}>
        <Label>{t('dialog.from')}</Label>
        <Input type="date" max={days.to === '' ? undefined : days.to} />
      </TextField>
      <TextField value={days.to} onChange={(to) => choose({ to })}>
        <Label>{t('dialog.to')}</Label>
        <Input type="date" min={days.from === '' ? undefined : days.from} />
      </TextField>
      <Button className="button library-clear" isDisabled={!isFiltered} onPress={clear}>
        {t('library.showAll')}
      </Button>
    </search>
  );
}
