import { type PointerEvent, useRef, useState } from 'react';
import type { PlaybackGap, PlaybackInfo, PlaybackMark } from '#contracts/playback';
import { timelineControl } from '../../shared/past/control';
import { formatClock, momentAt, shareOf } from '../../shared/past/scale';
import { useTexts } from '../../ui/use-texts';
import { useService, useViewerState } from '../../viewer/viewer-context';
import { HoverCard } from './HoverCard';

/** A picture is asked for no oftener while the thumb is dragged. */
const APART_MS = 80;

interface Props {
  readonly range: PlaybackInfo;
  readonly positionUs: number;
  /** Where it is, in words: `0:42 behind live`. */
  readonly words: string;
  /** It has a length, and no live end. */
  readonly isRecording: boolean;
  readonly gaps: readonly PlaybackGap[];
  readonly marks: readonly PlaybackMark[];
  readonly isLive: boolean;
}

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

/** The slider of the timeline, with gaps and marks. Its keys are the page's. */
export function Scrubber({ range, positionUs, words, isRecording, gaps, marks, isLive }: Props) {
  const t = useTexts();
  const timeline = useService(timelineControl);
  const slider = useRef<HTMLDivElement>(null);
  const [hoverUs, setHover] = useState<number>();
  const [isFocused, setFocused] = useState(false);
  const stream = useViewerState((state) => state.stream?.id);
  const cardUs = hoverUs ?? (isFocused && !isLive ? positionUs : undefined);
  const drag = useRef({ isOn: false, wasPaused: false, lastMs: 0 });

  const moment = (event: PointerEvent) => {
    const box = slider.current?.getBoundingClientRect();
    return momentAt(box ? (event.clientX - box.left) / box.width : 1, range);
  };
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setFocused(false);
    drag.current = { isOn: true, wasPaused: timeline.isPaused, lastMs: event.timeStamp };
    timeline.seek(moment(event), 0);
  };
  const move = (event: PointerEvent) => {
    setHover(moment(event));
    if (!drag.current.isOn || event.timeStamp - drag.current.lastMs < APART_MS) return;
    drag.current.lastMs = event.timeStamp;
    timeline.seek(moment(event), 0);
  };
  const release = (event: PointerEvent) => {
    if (!drag.current.isOn) return;
    drag.current.isOn = false;
    timeline.seek(moment(event), drag.current.wasPaused ? 0 : timeline.rate);
  };

  return (
    <div
      ref={slider}
      className="timeline-slider"
      role="slider"
      tabIndex={0}
      aria-label={t('timeline.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round((range.endUs - range.beginUs) / 1e6)}
      aria-valuenow={Math.round((positionUs - range.beginUs) / 1e6)}
      aria-valuetext={isLive ? t('timeline.live') : t('timeline.at', { place: words, time: formatClock(positionUs) })}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => setHover(undefined)}
      onFocus={({ currentTarget }) => setFocused(currentTarget.matches(':focus-visible'))}
      onBlur={() => setFocused(false)}
    >
      {gaps.map(({ fromUs, toUs, cause }) => {
        const left = shareOf(fromUs, range);
        return (
          <span
            key={fromUs}
            className="timeline-gap"
            data-cause={cause}
            style={{ left: percent(left), width: percent(shareOf(toUs, range) - left) }}
          />
        );
      })}
      {marks.map(({ atUs }, at) => (
        <span
          key={`${atUs} ${at.toString()}`}
          className="timeline-mark"
          style={{ left: percent(shareOf(atUs, range)) }}
        />
      ))}
      <span className="timeline-thumb" style={{ left: percent(shareOf(positionUs, range)) }} />
      {cardUs !== undefined && <HoverCard stream={stream} range={range} atUs={cardUs} isRecording={isRecording} />}
    </div>
  );
}
