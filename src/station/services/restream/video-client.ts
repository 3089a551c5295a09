import type { Socket } from 'node:net';
import type { AccessUnit } from '#core/media/access-unit';
import { DeliveryQueue, type QueueDrops } from '#core/media/delivery-queue';
import type { Subscriber } from '../../hub/stream';

/**
 * Pictures in the socket's own buffer. The kernel's takes some hundred kB besides; more would only be late. What waits
 * behind is bounded as a stream's group is, so that a newcomer gets the whole group.
 */
const LIMITS = { window: 8, pictures: 600, bytes: 32 * 1024 * 1024 };

/** One client of the re-stream: whole pictures, as fast as it reads, and none of those that it was too slow for. */
export class VideoClient implements Subscriber {
  readonly #queue: DeliveryQueue;

  constructor(socket: Socket) {
    this.#queue = new DeliveryQueue((unit) => {
      socket.write(unit.data, (error) => {
        if (!error) this.#queue.acknowledge(1);
      });
    }, LIMITS);
  }

  picture(unit: AccessUnit): void {
    // A legacy client takes H.264 alone; a JPEG would be noise to it.
    if (unit.codec === 'h264') this.#queue.offer(unit);
  }

  telemetry(): void {}

  state(): void {}

  get drops(): QueueDrops {
    return this.#queue.drops;
  }

  /** Pictures that it was too slow for. */
  get dropped(): number {
    return this.#queue.dropped;
  }
}
