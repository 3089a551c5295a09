import type { Channel } from 'rabbitmq-client';
import { formatOf } from '#core/bitstream/format';
import { isEntry } from '#core/media/access-unit';
import { DeliveryQueue } from '#core/media/delivery-queue';
import type { Stream } from '../../hub/stream';
import type { H264Pool } from '../../transcode/h264-pool';
import { watchH264 } from '../../transcode/watch-h264';
import { pictureHeaders, STREAM_EXCHANGE } from './headers';

/** What waits for the broker's word; behind it, newest wins. */
const LIMITS = { window: 32, pictures: 240, bytes: 16 * 1024 * 1024 };

/** What became of a tapped stream's pictures. */
export interface StreamTapCounts {
  confirmed: number;
  dropped: number;
}

/**
 * Publishes a stream's H.264 over one channel in confirm mode, from the pictures since the last key picture on, until the
 * function is called that it returns. With a new channel it is to be begun anew.
 */
export function tapStream(pool: H264Pool, stream: Stream, channel: Channel, counts: StreamTapCounts): () => void {
  let size: ReturnType<typeof formatOf>;
  const queue = new DeliveryQueue((unit) => {
    if (isEntry(unit)) size = formatOf(unit.data) ?? size;
    const { buffer, byteOffset, byteLength } = unit.data;
    const headers = {
      ...pictureHeaders(unit, size),
      websocket_id: stream.info.id,
      stream_type: 'h264',
      chunk_size: String(byteLength),
    };
    const envelope = { exchange: STREAM_EXCHANGE, contentType: 'video/h264', headers };
    channel
      .basicPublish(envelope, Buffer.from(buffer, byteOffset, byteLength))
      .then(
        () => void counts.confirmed++,
        () => void counts.dropped++,
      )
      .finally(() => queue.acknowledge(1));
  }, LIMITS);
  const leave = watchH264(pool, stream, (unit) => queue.offer(unit), queue);
  return () => {
    leave();
    counts.dropped += queue.dropped;
  };
}
