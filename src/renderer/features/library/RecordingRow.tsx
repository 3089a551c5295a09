import { memo } from 'react';
import { Button } from 'react-aria-components';
import type { LibraryRecording } from '#contracts/library';
import { formatSize } from '../../ui/format-size';
import { useTexts } from '../../ui/use-texts';
import { playedRecordings } from '../../viewer/played-recordings';
import { useService } from '../../viewer/viewer-context';
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
  const t = useTexts();
  const played = useService(playedRecordings);
  const { kind, glyph, words, about } = conditionOf(recording);
  const play = () => played.play(recording.id);
  return (
    // The row of heads is the first.
    <tr aria-rowindex={at + 2} onDoubleClick={play}>
      <td className="library-picture-cell">
        <RecordingPicture {...recording} />
      </td>
      <th scope="row" title={recording.file}>
        <Button className="library-play" aria-label={t('library.playOf', { name: recording.name })} onPress={play}>
          <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
            <path d="M4 2.5v11l9-5.5z" fill="currentColor" />
          </svg>
        </Button>
        <span className="library-name">{recording.name}</span>
        {recording.pinned && <span className="library-badge library-pinned">{t('library.pinned')}</span>}
        {recording.marks > 0 && <span className="library-badge">{t('library.marks', { marks: recording.marks })}</span>}
        <span className="library-about">
          {[recording.stream, formatStart(recording.startedUs, t), formatSize(recording.bytes)].map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </span>
      </th>
      <td className="library-stream">{recording.stream}</td>
      <td className="library-start">{formatStart(recording.startedUs, t)}</td>
      <td className="library-number">{formatLength(recording.durationUs)}</td>
      <td className="library-number library-size">{formatSize(recording.bytes)}</td>
      <td className="library-condition" data-condition={kind} title={t(about)}>
        <span className="library-glyph" aria-hidden="true">
          {glyph}
        </span>
        <span className="library-condition-words">{t(words)}</span>
      </td>
      <td>
        <RecordingMenu {...{ recording, mayChange, canShow }} onRename={() => onRename(recording)} />
      </td>
    </tr>
  );
});
