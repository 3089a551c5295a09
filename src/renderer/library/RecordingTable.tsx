import { useState } from 'react';
import type { LibraryRecording, LibraryState } from '#contracts/library';
import { useViewer } from '../ui/viewer-context';
import { MoreRows } from './MoreRows';
import { RecordingRow } from './RecordingRow';
import { moveAmongRows } from './row-keys';
import { SortHead } from './SortHead';
import { TitleDialog } from './TitleDialog';
import type { Library } from './use-library';

interface Props extends Pick<Library, 'wish' | 'change' | 'more'> {
  readonly state: LibraryState;
}

/** The recordings that were found, in the order that was asked for; more come as one scrolls down. */
export function RecordingTable({ state, wish, change, more }: Props) {
  const { viewer } = useViewer();
  const [renamed, setRenamed] = useState<LibraryRecording>();
  const { recordings, found, mayChange, canShow } = state;
  const sorting = { wish, change };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too. */}
      <section className="library-scroll" tabIndex={0} aria-label="List of recordings">
        <table className="library-table" aria-rowcount={found + 1}>
          <thead>
            <tr>
              <th scope="col" className="library-picture-cell">
                <span className="visually-hidden">Picture</span>
              </th>
              <SortHead column="name" words="Name" {...sorting} />
              <SortHead column="stream" words="Stream" className="library-stream" {...sorting} />
              <SortHead column="start" words="Start" className="library-start" {...sorting} />
              <SortHead column="length" words="Length" className="library-number" {...sorting} />
              <SortHead column="size" words="Size" className="library-number library-size" {...sorting} />
              <th scope="col" className="library-condition">
                State
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
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
          onRename={(title) => viewer.station.library({ ask: 'rename', id: renamed.id, title })}
        />
      )}
    </>
  );
}
