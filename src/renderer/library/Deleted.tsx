import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { LibraryState } from '#contracts/library';
import { useViewer } from '../ui/viewer-context';

/** What is being deleted, for as long as that can be taken back. */
export function Deleted({ deleted }: Pick<LibraryState, 'deleted'>) {
  return (
    <ul className="library-deleted" aria-label="Deleted">
      {deleted.map(({ id, name }) => (
        <DeletedItem key={id} id={id} name={name} />
      ))}
    </ul>
  );
}

function DeletedItem({ id, name }: { readonly id: string; readonly name: string }) {
  const { viewer } = useViewer();
  const undo = useRef<HTMLButtonElement>(null);
  // The row that had the focus is gone with its recording: whoever deleted it is taken to what takes it back.
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.getAttribute('role') === 'dialog') undo.current?.focus();
  }, []);
  return (
    <li>
      <span>Deleted: {name}</span>
      <Button
        ref={undo}
        className="button"
        aria-label={`Undo the deletion of ${name}`}
        onPress={() => viewer.station.library({ ask: 'restore', id })}
      >
        Undo
      </Button>
    </li>
  );
}
