import { useRef, useState } from 'react';
import type { LibraryRecording } from '#contracts/library';
import { ThumbnailCanvas } from '../../shared/thumbnails/ThumbnailCanvas';
import { useSeen } from '../../ui/use-seen';
import { isDark, momentsOf } from './moments';

/** Enough of a picture to tell whether it is dark. */
const PROBE = { width: 16, height: 9 };

type Props = Pick<LibraryRecording, 'id' | 'startedUs' | 'durationUs' | 'state'>;

/** What a recording shows, small; asked for when its row comes into sight. */
export function RecordingPicture({ id, startedUs, durationUs, state }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(frame);
  const [tries, setTries] = useState(0);
  const moments = momentsOf(durationUs, state === 'recording');
  const moment = moments[Math.min(tries, moments.length - 1)];
  const look = (picture: ImageBitmap) => {
    if (tries + 1 < moments.length && isDark(pixelsOf(picture))) setTries(tries + 1);
  };
  return (
    <div ref={frame} className="library-picture">
      {moment !== undefined && (
        <ThumbnailCanvas
          of={{ recording: id }}
          atUs={startedUs + moment}
          urgency="list"
          isSeen={isSeen}
          onDrawn={look}
          className="library-picture-canvas"
        />
      )}
    </div>
  );
}

function pixelsOf(picture: ImageBitmap): Uint8ClampedArray {
  const { width, height } = PROBE;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
}
