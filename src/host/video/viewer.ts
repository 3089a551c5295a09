import type { Socket } from 'node:net';
import { DELIMITER } from '#core/bitstream/delimiter';

/** A picture as it goes out: the same bytes for every viewer. */
export interface OutgoingPicture {
  readonly bytes: Uint8Array;
  readonly key: boolean;
}

/** One viewer of the video. What it does not read in time is left out up to a key picture that finds room; nobody waits for it. */
export class Viewer {
  /** Pictures that it was not sent. */
  dropped = 0;
  readonly #socket: Socket;
  readonly #maxUnreadBytes: number;
  readonly #isMarked: boolean;
  #waitsForKey = true;
  #hasBegun = false;
  /** Since when it has had no room; absent while it has. */
  #fullSinceMs: number | undefined;

  /**
   * @param maxUnreadBytes what may wait in this process for it to be read
   * @param isMarked pictures end with a delimiter, so that one is to stand before the first
   */
  constructor(socket: Socket, maxUnreadBytes: number, isMarked: boolean) {
    this.#socket = socket;
    this.#maxUnreadBytes = maxUnreadBytes;
    this.#isMarked = isMarked;
  }

  offer({ bytes, key }: OutgoingPicture): void {
    const isFull = this.#socket.writableLength > this.#maxUnreadBytes;
    if (!isFull) this.#fullSinceMs = undefined;
    else this.#fullSinceMs ??= performance.now();
    this.#waitsForKey = isFull || (this.#waitsForKey && !key);
    if (this.#waitsForKey) {
      if (this.#hasBegun) this.dropped++;
      return;
    }
    if (!this.#hasBegun && this.#isMarked) this.#socket.write(DELIMITER);
    this.#hasBegun = true;
    this.#socket.write(bytes);
  }

  /** For how long it has read too little, in ms. */
  get stuckMs(): number {
    return this.#fullSinceMs === undefined ? 0 : performance.now() - this.#fullSinceMs;
  }

  close(): void {
    this.#socket.destroy();
  }
}
