import { Button } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import type { LibraryState } from '#contracts/library';
import { DialogButtons, PanelDialog } from '../ui/DialogFrame';
import { Notice } from '../ui/Notice';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { Deleted } from './Deleted';
import { LibraryFilter } from './LibraryFilter';
import { LibrarySummary } from './LibrarySummary';
import { RecordingTable } from './RecordingTable';
import { type Library, useLibrary } from './use-library';

/** All recordings: found, named, kept, deleted, taken away. */
export function LibraryDialog() {
  return (
    <PanelDialog panel="library" title="Recordings" className="library-modal">
      {(close) => (
        <>
          <Content />
          <DialogButtons onClose={close} autoFocus>
            <OpenFile />
          </DialogButtons>
        </>
      )}
    </PanelDialog>
  );
}

/** Any film of this machine, where the station's person sits before it. */
function OpenFile() {
  const { viewer } = useViewer();
  const canOpen = useViewerState(({ library }) => library?.canOpen === true);
  if (!canOpen) return null;
  return (
    <Button className="button" onPress={() => viewer.played.openFile()}>
      Open file…
    </Button>
  );
}

function Content() {
  const library = useLibrary();
  const { isLinked, state } = library;
  if (!isLinked) return <p className="dialog-text">The station is not reached. Recordings are listed when it is.</p>;
  if (!state) return <p className="dialog-text">Asking the station…</p>;
  if (!state.isOpen) {
    return <p className="dialog-text">This station does not record. Start it with a folder: --recordings FOLDER.</p>;
  }
  return (
    <>
      <Notice />
      {state.total === 0 ? (
        state.deleted.length === 0 && <Empty library={state} />
      ) : (
        <>
          <LibraryFilter {...library} />
          <LibrarySummary library={state} />
          {state.found === 0 ? <NoneFound {...library} /> : <RecordingTable {...library} state={state} />}
        </>
      )}
      <Deleted deleted={state.deleted} />
      {state.folder !== undefined && <p className="library-folder">Kept in {state.folder}</p>}
    </>
  );
}

function NoneFound({ wish: { words, fromUs, toUs } }: Pick<Library, 'wish'>) {
  if (fromUs === undefined && toUs === undefined) {
    return <p className="dialog-text">None has these words. Try fewer, or part of one.</p>;
  }
  const what = words.trim() === '' ? 'Nothing was recorded on these days.' : 'None of these days has these words.';
  return <p className="dialog-text">{what} Try more days.</p>;
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
