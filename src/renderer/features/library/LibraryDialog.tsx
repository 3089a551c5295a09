import { Button } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import type { LibraryState } from '#contracts/library';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { Notice } from '../../viewer/Notice';
import { PanelDialog } from '../../viewer/PanelDialog';
import { playedRecordings } from '../../viewer/played-recordings';
import { useFeatureState, useService } from '../../viewer/viewer-context';
import { Deleted } from './Deleted';
import { LibraryFilter } from './LibraryFilter';
import { LibrarySummary } from './LibrarySummary';
import { libraryState } from './library-state';
import { RecordingTable } from './RecordingTable';
import { type Library, useLibrary } from './use-library';

/** All recordings: found, named, kept, deleted, taken away. */
export function LibraryDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="library" title={t('library.title')} className="library-modal">
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
  const t = useTexts();
  const played = useService(playedRecordings);
  const canOpen = useFeatureState(libraryState, ({ library }) => library?.canOpen === true);
  if (!canOpen) return null;
  return (
    <Button className="button" onPress={() => played.openFile()}>
      {t('library.openFile')}
    </Button>
  );
}

function Content() {
  const t = useTexts();
  const library = useLibrary();
  const { isLinked, state } = library;
  if (!isLinked) return <p className="dialog-text">{t('library.notLinked')}</p>;
  if (!state) return <p className="dialog-text">{t('dialog.asking')}</p>;
  if (!state.isOpen) {
    return <p className="dialog-text">{t('library.closed')}</p>;
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
      {state.folder !== undefined && <p className="library-folder">{t('dialog.keptIn', { folder: state.folder })}</p>}
    </>
  );
}

function NoneFound({ query: { words, fromUs, toUs } }: Pick<Library, 'query'>) {
  const t = useTexts();
  if (fromUs === undefined && toUs === undefined) {
    return <p className="dialog-text">{t('library.noWords')}</p>;
  }
  return <p className="dialog-text">{t(words.trim() === '' ? 'library.noDays' : 'library.noWordsOnDays')}</p>;
}

function Empty({ library }: { readonly library: LibraryState }) {
  const t = useTexts();
  return (
    <p className="dialog-text">
      {t(library.mayChange ? 'library.empty' : 'library.emptyForViewer')}{' '}
      {t('library.key', { key: ACTIONS.library.key })}
    </p>
  );
}
