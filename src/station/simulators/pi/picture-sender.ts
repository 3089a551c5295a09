import { randomBytes, randomInt } from 'node:crypto';
import type { Socket } from 'node:net';
import { withCaptureTime } from '#core/bitstream/capture-time-sei';
import type { Clip } from '../../clips/clip';
import type { Timeline } from '../../clips/timeline';
import type { PiSimulatorOptions } from './options';

/** What a viewer may leave unread before pictures are dropped for it, up to a key picture that finds room. */
export const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const STALL_EVERY = 50;
const GARBAGE_EVERY = 40;

/** Writes the clip to one viewer, each picture when its time has come, until the socket closes. */
export class PictureSender {
  #timer: NodeJS.Timeout | undefined;
  #count: number;
  #sent = 0;
  #waitsForKey = false;
  /** Pictures that were not sent because the viewer reads too slowly. */
  dropped = 0;

  readonly #socket: Socket;
  readonly #clip: Clip;
  readonly #timeline: Timeline;
  readonly #options: Pick<PiSimulatorOptions, 'stall' | 'garbage' | 'captureTime'>;

  constructor(
    socket: Socket,
    clip: Clip,
    timeline: Timeline,
    options: Pick<PiSimulatorOptions, 'stall' | 'garbage' | 'captureTime'>,
  ) {
    this.#socket = socket;
    this.#clip = clip;
    this.#timeline = timeline;
    this.#options = options;
    this.#count = timeline.count;
    socket.on('close', () => clearTimeout(this.#timer));
  }

  start(): void {
    if (this.#options.garbage) this.#socket.write(randomBytes(randomInt(1, 400)));
    this.#sendDue();
  }

  /** Sends what is due; after a stall that is several pictures at once. */
  #sendDue(): void {
    while (this.#timeline.msUntil(this.#count) <= 0) {
      const picture = this.#clip[this.#count % this.#clip.length]!;
      const takenMs = this.#timeline.takenMs(this.#count);
      this.#count++;
      const full = this.#socket.writableLength > MAX_UNREAD_BYTES;
      this.#waitsForKey = full || (this.#waitsForKey && !picture.key);
      if (this.#waitsForKey) {
        this.dropped++;
        continue;
      }
      this.#sent++;
      const data = this.#options.captureTime ? withCaptureTime(picture.data, takenMs * 1000) : picture.data;
      if (this.#options.stall && this.#sent % STALL_EVERY === 0) {
        this.#sendInTwo(data, this.#options.stall);
        return;
      }
      this.#socket.write(data);
      if (this.#options.garbage && this.#sent % GARBAGE_EVERY === 0) this.#socket.write(randomBytes(randomInt(1, 400)));
    }
    this.#timer = setTimeout(() => this.#sendDue(), this.#timeline.msUntil(this.#count));
  }

  #sendInTwo(data: Uint8Array, pauseMs: number): void {
    const half = data.length >> 1;
    this.#socket.write(data.subarray(0, half));
    this.#timer = setTimeout(() => {
      this.#socket.write(data.subarray(half));
      this.#sendDue();
    }, pauseMs);
  }
}
