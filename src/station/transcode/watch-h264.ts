import type { AccessUnit } from '#core/media/access-unit';
import type { DeliveryQueue } from '#core/media/delivery-queue';
import type { Text } from '#core/texts/text';
import { NO_DROPS } from '../hub/queue-drops';
import type { Stream, Subscriber } from '../hub/stream';
import type { H264Pool, H264Watch } from './h264-pool';

/**
 * Gives `picture` a stream's H.264: what is there since the last key picture at once, then the live ones. H.265 is made
 * H.264; JPEG is left out, as the dialects that ask here have no word for it.
 *
 * @param queue what the pictures go through, whose losses count as the stream's
 * @param onState told when the stream's state changes, and why its pictures cannot be made H.264, if they cannot
 * @returns what ends it.
 */
export function watchH264(
  pool: H264Pool,
  stream: Stream,
  picture: (unit: AccessUnit) => void,
  queue?: DeliveryQueue,
  onState?: (problem: Text | undefined) => void,
): () => void {
  const subscriber: Subscriber = {
    picture: (unit) => {
      if (unit.codec === 'h264') picture(unit);
    },
    state: () => {
      const transcoding = watch?.transcoding;
      onState?.(transcoding?.state === 'impossible' ? transcoding.message : undefined);
    },
    get drops() {
      return queue?.drops ?? NO_DROPS;
    },
  };
  // Told of states while it subscribes, before there is a watch.
  let watch: H264Watch | undefined;
  watch = pool.subscribe(stream, subscriber);
  return () => watch?.leave();
}
