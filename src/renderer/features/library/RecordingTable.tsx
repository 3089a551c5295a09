import { useState } from 'react';
import type { LibraryRecording, LibraryState } from '#contracts/library';
import { useTexts } from '../../ui/use-texts';
import { useViewer } from '../../viewer/viewer-context';
import { MoreRows } from './MoreRows';
import { RecordingRow } from './RecordingRow';
import { moveAmongRows } from './row-keys';
import { SortHead } from './SortHead';
import { TitleDialog } from './TitleDialog';
import type { Library } from './use-library';

interface Props extends Pick<Library, 'query' | 'change' | 'more'> {
  readonly state: LibraryState;
}

/** The recordings that were found, in the order that was asked for; more come as one scrolls down. */
export function RecordingTable({ state, query, change, more }: Props) {
  const t = useTexts();
  const viewer = useViewer();
  const [renamed, setRenamed] = useState<LibraryRecording>();
  const { recordings, found, mayChange, canShow } = state;
  const sorting = { query, change };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too. */}
      <section className="library-scroll" tabIndex={0} aria-label={t('library.list')}>
        <table className="library-table" aria-rowcount={found + 1}>
          <thead>
            <tr>
              <th scope="col" className="library-picture-cell">
                <span className="visually-hidden">{t('library.column.picture')}</span>
              </th>
              <SortHead column="name" words={t('dialog.name')} {...sorting} />
              <SortHead column="stream" words={t('library.column.stream')} className="library-stream" {...sorting} />
              <SortHead column="start" words={t('library.column.start')} className="library-start" {...sorting} />
              <SortHead column="length" words={t('library.column.length')} className="library-number" {...sorting} />
              <SortHead
                column="size"
                words={t('library.column.size')}
                className="library-number library-size"
                {...sorting}
              />
              <th scope="col" className="library-condition">
                {t('library.column.state')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('library.column.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody onKeyDownCapture={moveAmongRows}>
            {recordings.map((recording, at) => (
              <RecordingRow key={recording.id} {...{ recording, at, mayChange, canShow }} onRename={setRenamed} />
            ))}
          </tbody>
        </table>
        {recordings.length < found && <MoreRows key={recordings.length} onSeen={more} />}
      </section>
      {renamed && (
        <TitleDialog
          name={renamed.name}
          onClose={() => setRenamed(undefined)}
          onRename={(title) => viewer.send({ type: 'library', about: { ask: 'rename', id: renamed.id, title } })}
        />
      )}
    </>
  );
}
