import type { AccessUnit } from '#core/media/access-unit';
import type { DeliveryQueue } from '#core/media/delivery-queue';
import type { Text } from '#core/texts/text';
import type { Stream } from '../../../hub/stream';
import type { H264Pool } from '../../../transcode/h264-pool';
import { watchH264 } from '../../../transcode/watch-h264';

/** Who watches which stream in this dialect, over WebSockets and server-sent events alike. */
export class Audience {
  readonly #pool: H264Pool;
  readonly #counts = new WeakMap<Stream, number>();

  /** @param pool makes H.265 what this dialect takes */
  constructor(pool: H264Pool) {
    this.#pool = pool;
  }

  /** Of a stream at this moment. */
  of(stream: Stream): number {
    return this.#counts.get(stream) ?? 0;
  }

  /**
   * Gives `picture` what is there since the last key picture, then the live ones, until the function is called that it returns.
   *
   * @param onState told when the stream's state changes, and why its pictures cannot be made H.264
   */
  join(
    stream: Stream,
    picture: (unit: AccessUnit) => void,
    queue?: DeliveryQueue,
    onState?: (problem: Text | undefined) => void,
  ): () => void {
    this.#counts.set(stream, this.of(stream) + 1);
    const leave = watchH264(this.#pool, stream, picture, queue, onState);
    return () => {
      this.#counts.set(stream, this.of(stream) - 1);
      leave();
    };
  }
}
