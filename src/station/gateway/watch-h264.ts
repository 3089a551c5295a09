import type { AccessUnit } from '#core/media/access-unit';
import type { DeliveryQueue, QueueDrops } from '#core/media/delivery-queue';
import type { Stream, Subscriber } from '../hub/stream';
import type { H264Pool } from '../transcode/h264-pool';

const NO_DROPS: QueueDrops = { overtaken: 0, overflow: 0, waitingForKey: 0 };

/**
 * Gives `picture` a stream's H.264: what is there since the last key picture at once, then the live ones. H.265 is made
 * H.264; JPEG is left out, as the dialects that ask here have no word for it.
 *
 * @param queue what the pictures go through, whose losses count as the stream's
 * @returns what ends it.
 */
export function watchH264(
  pool: H264Pool,
  stream: Stream,
  picture: (unit: AccessUnit) => void,
  queue?: DeliveryQueue,
): () => void {
  const subscriber: Subscriber = {
    picture: (unit) => {
      if (unit.codec === undefined || unit.codec === 'h264') picture(unit);
    },
    telemetry: () => undefined,
    state: () => undefined,
    get drops() {
      return queue?.drops ?? NO_DROPS;
    },
  };
  const watch = pool.subscribe(stream, subscriber);
  return () => watch.leave();
}
