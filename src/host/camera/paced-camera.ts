import { Timeline } from '#station/clips/timeline';
import type { CameraEnd, CameraPicture, CameraRun } from './camera';

/** A picture by its count. */
export type PictureAt = (count: number) => Pick<CameraPicture, 'data' | 'key'>;

/**
 * Gives pictures that are made or read beforehand, each at its time; late ones come at once, as from a camera whose program was
 * held up. Their times of capture are those at which they are due.
 *
 * @param begin makes what gives the pictures of one life, from 0 on
 */
export function pacedCamera(begin: () => PictureAt, fps: number): CameraRun {
  return (onPicture, signal) =>
    new Promise<CameraEnd>((resolve) => {
      const pictureAt = begin();
      const timeline = new Timeline(1, fps, () => performance.now());
      let next = 0;
      let timer: NodeJS.Timeout | undefined;
      const end = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
      const sendDue = () => {
        while (timeline.msUntil(next) <= 0 && !signal.aborted) {
          onPicture({ ...pictureAt(next), captureUs: timeline.takenMs(next) * 1000 });
          next++;
        }
        if (!signal.aborted) timer = setTimeout(sendDue, timeline.msUntil(next));
      };
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) return end();
      sendDue();
    });
}
