import { useState } from 'react';
import type { LibraryRecording, LibraryState } from '#contracts/library';
import { useViewer } from '../ui/viewer-context';
import { conditionOf, formatLength, formatSize, formatStart } from './describe-recording';
import { RecordingMenu } from './RecordingMenu';
import { TitleDialog } from './TitleDialog';

/** The recordings that were found, newest first. */
export function RecordingTable({ library }: { readonly library: LibraryState }) {
  const { viewer } = useViewer();
  const [renamed, setRenamed] = useState<LibraryRecording>();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too. */}
      <section className="library-scroll" tabIndex={0} aria-label="List of recordings">
        <table className="library-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className="library-stream">
                Stream
              </th>
              <th scope="col">Start</th>
              <th scope="col" className="library-number">
                Length
              </th>
              <th scope="col" className="library-number library-size">
                Size
              </th>
              <th scope="col">State</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {library.recordings.map((recording) => (
              <Row key={recording.id} recording={recording} library={library} onRename={() => setRenamed(recording)} />
            ))}
          </tbody>
        </table>
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

interface RowProps {
  readonly recording: LibraryRecording;
  readonly library: LibraryState;
  readonly onRename: () => void;
}

function Row({ recording, library, onRename }: RowProps) {
  const { kind, glyph, words, about } = conditionOf(recording);
  return (
    <tr>
      <th scope="row" title={recording.file}>
        {recording.name}
        {recording.pinned && <span className="library-pinned">Pinned</span>}
      </th>
      <td className="library-stream">{recording.stream}</td>
      <td className="library-start">{formatStart(recording.startedUs)}</td>
      <td className="library-number">{formatLength(recording.durationUs)}</td>
      <td className="library-number library-size">{formatSize(recording.bytes)}</td>
      <td data-condition={kind} title={about}>
        <span className="library-glyph" aria-hidden="true">
          {glyph}
        </span>
        {words}
      </td>
      <td>
        <RecordingMenu recording={recording} library={library} onRename={onRename} />
      </td>
    </tr>
  );
}
