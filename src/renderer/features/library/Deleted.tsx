import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { LibraryState } from '#contracts/library';
import { useTexts } from '../../ui/use-texts';
import { useViewer } from '../../viewer/viewer-context';

/** What is being deleted, for as long as that can be taken back. */
export function Deleted({ deleted }: Pick<LibraryState, 'deleted'>) {
  const t = useTexts();
  return (
    <ul className="library-deleted" aria-label={t('library.deleted')}>
      {deleted.map(({ id, name }) => (
        <DeletedItem key={id} id={id} name={name} />
      ))}
    </ul>
  );
}

function DeletedItem({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useTexts();
  const viewer = useViewer();
  const undo = useRef<HTMLButtonElement>(null);
  // The row that had the focus is gone with its recording: it goes to the button that takes the deletion back.
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.getAttribute('role') === 'dialog') undo.current?.focus();
  }, []);
  return (
    <li>
      <span>{t('library.deletedOf', { name })}</span>
      <Button
        ref={undo}
        className="button"
        aria-label={t('library.undoOf', { name })}
        onPress={() => viewer.send({ type: 'library', about: { ask: 'restore', id } })}
      >
        {t('library.undo')}
      </Button>
    </li>
  );
}
