import { useRef } from 'react';
import type { PlaybackInfo } from '#contracts/playback';
import { ThumbnailCanvas } from '../../shared/thumbnails/ThumbnailCanvas';
import { useBox } from '../../ui/use-box';
import { useMedia } from '../../ui/use-media';
import { stripCells } from './strip';

/** Where the timeline is tall and wide enough to see something of it; `thumbnails.css` has the same. */
// not shown: a media query
const ROOM = '(width >= 44rem) and (height >= 36rem)';
/** A picture is no narrower. */
const CELL_PX = 76;

interface Props {
  readonly stream: string;
  readonly range: PlaybackInfo;
  /** Nothing new is requested while it is hidden. */
  readonly isSeen: boolean;
}

/** Small pictures along the timeline, where there is room. */
export function Strip(props: Props) {
  return useMedia(ROOM) ? <Cells {...props} /> : null;
}

function Cells({ stream, range, isSeen }: Props) {
  const strip = useRef<HTMLDivElement>(null);
  const box = useBox(strip);
  const cells = box ? stripCells(range, Math.floor(box.width / CELL_PX)) : [];
  return (
    <div ref={strip} className="timeline-strip" aria-hidden="true">
      {cells.map(({ atUs, left, right }) => (
        <div
          key={`${stream} ${atUs}`}
          className="timeline-cell"
          style={{ left: percent(left), width: percent(right - left) }}
        >
          <ThumbnailCanvas {...{ of: { stream }, atUs, isSeen }} urgency="strip" className="timeline-cell-picture" />
        </div>
      ))}
    </div>
  );
}

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
