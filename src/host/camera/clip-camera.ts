import type { Clip } from '#station/clips/clip';
import { Timeline } from '#station/clips/timeline';
import type { CameraEnd, CameraRun } from './camera';

/** Plays a clip again and again, each picture at its time; late ones come at once, as from a camera whose program was held up. */
export function clipCamera(clip: Clip, fps: number): CameraRun {
  return (onPicture, signal) =>
    new Promise<CameraEnd>((resolve) => {
      const timeline = new Timeline(clip.length, fps, () => performance.now());
      let next = 0;
      let timer: NodeJS.Timeout | undefined;
      const end = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
      const sendDue = () => {
        while (timeline.msUntil(next) <= 0) {
          const picture = clip[next % clip.length];
          if (picture) onPicture({ data: picture.data, key: picture.key, captureUs: timeline.takenMs(next) * 1000 });
          next++;
        }
        timer = setTimeout(sendDue, timeline.msUntil(next));
      };
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) return end();
      sendDue();
    });
}
