import type { CSSProperties } from 'react';
import type { PlaybackInfo } from '#contracts/playback';
import { formatSpan } from '#core/telemetry/format';
import { formatClock, shareOf } from '../../shared/past/scale';
import { ThumbnailCanvas } from '../../shared/thumbnails/ThumbnailCanvas';

interface Props {
  readonly stream: string | undefined;
  readonly range: PlaybackInfo;
  readonly atUs: number;
  /** It has a length, and no live end. */
  readonly isRecording: boolean;
}

/** Above the place on the timeline that is pointed at: when it is, and what was seen then. */
export function HoverCard({ stream, range, atUs, isRecording }: Props) {
  const left = `${(shareOf(atUs, range) * 100).toFixed(3)}%`;
  return (
    <div className="timeline-hover" style={{ '--at': left } as CSSProperties} aria-hidden="true">
      {stream !== undefined && (
        <ThumbnailCanvas of={{ stream }} atUs={atUs} urgency="pointer" className="timeline-hover-picture" />
      )}
      <span>
        {formatClock(atUs)} ·{' '}
        {isRecording ? formatSpan((atUs - range.beginUs) / 1000) : `−${formatSpan((range.endUs - atUs) / 1000)}`}
      </span>
    </div>
  );
}
