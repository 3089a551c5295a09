import type { AudioChunk } from '#core/media/audio-chunk';

/** Pieces that were sent and not yet taken in: a second and more. Beyond, newest are lost: sound that is late is no use. */
const WINDOW = 64;

/** One viewer's sound of one stream: bounded, off until it is asked for. */
export class SoundDelivery {
  readonly #send: (chunk: AudioChunk) => void;
  #on = false;
  #inFlight = 0;

  constructor(send: (chunk: AudioChunk) => void) {
    this.#send = send;
  }

  set(on: boolean): void {
    this.#on = on;
    this.#inFlight = 0;
  }

  offer(chunk: AudioChunk): void {
    if (!this.#on || this.#inFlight >= WINDOW) return;
    this.#inFlight++;
    this.#send(chunk);
  }

  acknowledge(chunks: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - chunks);
  }
}
