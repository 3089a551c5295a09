import { memo } from 'react';
import { Button } from 'react-aria-components';
import type { LibraryRecording } from '#contracts/library';
import { formatSize } from '../recording/format-size';
import { useViewer } from '../ui/viewer-context';
import { conditionOf, formatLength, formatStart } from './describe-recording';
import { RecordingMenu, type RecordingRights } from './RecordingMenu';
import { RecordingPicture } from './RecordingPicture';

interface Props extends RecordingRights {
  readonly recording: LibraryRecording;
  /** Its place in the list, from 0 on. */
  readonly at: number;
  readonly onRename: (recording: LibraryRecording) => void;
}

/** One recording of the list. Drawn again only when something of it is new: the list may be long. */
export const RecordingRow = memo(function RecordingRow({ recording, at, onRename, mayChange, canShow }: Props) {
  const { viewer } = useViewer();
  const { kind, glyph, words, about } = conditionOf(recording);
  const play = () => viewer.played.play(recording.id);
  return (
    // The row of heads is the first.
    <tr aria-rowindex={at + 2} onDoubleClick={play}>
      <td className="library-picture-cell">
        <RecordingPicture {...recording} />
      </td>
      <th scope="row" title={recording.file}>
        <Button className="library-play" aria-label={`Play ${recording.name}`} onPress={play}>
          <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
            <path d="M4 2.5v11l9-5.5z" fill="currentColor" />
          </svg>
        </Button>
        <span className="library-name">{recording.name}</span>
        {recording.pinned && <span className="library-badge library-pinned">Pinned</span>}
        {recording.marks > 0 && (
          <span className="library-badge">{recording.marks === 1 ? '1 mark' : `${recording.marks} marks`}</span>
        )}
        <span className="library-about">
          {[recording.stream, formatStart(recording.startedUs), formatSize(recording.bytes)].map((words) => (
            <span key={words}>{words}</span>
          ))}
        </span>
      </th>
      <td className="library-stream">{recording.stream}</td>
      <td className="library-start">{formatStart(recording.startedUs)}</td>
      <td className="library-number">{formatLength(recording.durationUs)}</td>
      <td className="library-number library-size">{formatSize(recording.bytes)}</td>
      <td className="library-condition" data-condition={kind} title={about}>
        <span className="library-glyph" aria-hidden="true">
          {glyph}
        </span>
        <span className="library-condition-words">{words}</span>
      </td>
      <td>
        <RecordingMenu {...{ recording, mayChange, canShow }} onRename={() => onRename(recording)} />
      </td>
    </tr>
  );
});
