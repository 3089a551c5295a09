import { useEffect, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import type { LibraryState } from '#contracts/library';
import { DialogButtons, PanelDialog } from '../ui/DialogFrame';
import { Notice } from '../ui/Notice';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { Deleted } from './Deleted';
import { summaryOf } from './describe-recording';
import { RecordingTable } from './RecordingTable';

/** All recordings: found, named, kept, deleted, taken away. */
export function LibraryDialog() {
  return (
    <PanelDialog panel="library" title="Recordings" className="library-modal">
      {(close) => (
        <>
          <Content />
          <DialogButtons onClose={close} autoFocus />
        </>
      )}
    </PanelDialog>
  );
}

function Content() {
  const { viewer } = useViewer();
  const isLinked = useViewerState((state) => state.link === 'open');
  const library = useViewerState((state) => state.library);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (isLinked) viewer.station.library({ ask: 'watch', words: words.trim() });
  }, [viewer, isLinked, words]);
  useEffect(() => {
    if (!isLinked) return undefined;
    return () => viewer.station.library({ ask: 'leave' });
  }, [viewer, isLinked]);
  if (!isLinked) return <p className="dialog-text">The station is not reached. Recordings are listed when it is.</p>;
  if (!library) return <p className="dialog-text">Asking the station…</p>;
  if (!library.isOpen) {
    return <p className="dialog-text">This station does not record. Start it with a folder: --recordings FOLDER.</p>;
  }
  return (
    <>
      <Notice />
      {library.total === 0 ? (
        library.deleted.length === 0 && <Empty library={library} />
      ) : (
        <>
          <TextField className="react-aria-TextField library-search" value={words} onChange={setWords} maxLength={100}>
            <Label>Find by name or stream</Label>
            <Input type="search" spellCheck="false" autoComplete="off" />
          </TextField>
          <output className="library-summary">{summaryOf(library)}</output>
          {library.found === 0 ? (
            <p className="dialog-text">None has these words. Try fewer, or part of one.</p>
          ) : (
            <RecordingTable library={library} />
          )}
        </>
      )}
      <Deleted deleted={library.deleted} />
      {library.folder !== undefined && <p className="library-folder">Kept in {library.folder}</p>}
    </>
  );
}

function Empty({ library }: { readonly library: LibraryState }) {
  return (
    <p className="dialog-text">
      {library.mayChange
        ? 'Nothing is recorded yet. Press r while a stream is shown, and r again to end.'
        : 'Nothing is recorded yet. Who runs the station can record what you see.'}{' '}
      {`Recordings are listed here: key ${ACTIONS.library.key}.`}
    </p>
  );
}
