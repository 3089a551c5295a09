import type { Socket } from 'socket.io';
import { PI_MAVLINK_EVENT } from '#core/protocols/pi/messages';

/** Of one batch. A vehicle says some 10 kB a second; what is more than this between two batches is left out. */
const MAX_BATCH_BYTES = 16 * 1024;
/** Batches that a client has not acknowledged yet. One that is behind by so many misses those that follow. */
const MAX_UNREAD = 8;

/**
 * Hands the vehicle's MAVLink packets on to clients that asked for them, in batches and as they came. The way back is shut:
 * an acknowledgement says that a batch was read, and what it holds is not looked at.
 */
export class MavlinkRelay {
  /** Batches under way, of each client. */
  readonly #unread = new Map<Socket, number>();
  #batch: Buffer[] = [];
  #bytes = 0;

  add(socket: Socket): void {
    this.#unread.set(socket, 0);
    socket.once('disconnect', () => {
      this.#unread.delete(socket);
      // What waits for nobody would be old for the next one.
      if (this.#unread.size === 0) this.#takeBatch();
    });
  }

  /** @param bytes a buffer that is void after the call, of which the packet is `start` to `end` */
  readonly take = (bytes: Uint8Array, start: number, end: number): void => {
    if (this.#unread.size === 0 || this.#bytes + end - start > MAX_BATCH_BYTES) return;
    this.#batch.push(Buffer.from(bytes.subarray(start, end)));
    this.#bytes += end - start;
  };

  /** Sends what came since the last time. */
  send(): void {
    if (this.#bytes === 0) return;
    const batch = this.#takeBatch();
    for (const [socket, unread] of this.#unread) {
      if (unread >= MAX_UNREAD) continue;
      this.#unread.set(socket, unread + 1);
      socket.emit(PI_MAVLINK_EVENT, batch, () => this.#isRead(socket));
    }
  }

  #takeBatch(): Buffer {
    const batch = Buffer.concat(this.#batch, this.#bytes);
    this.#batch = [];
    this.#bytes = 0;
    return batch;
  }

  #isRead(socket: Socket): void {
    const unread = this.#unread.get(socket);
    if (unread !== undefined) this.#unread.set(socket, unread - 1);
  }
}
