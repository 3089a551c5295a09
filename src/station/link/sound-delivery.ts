import type { AudioChunk } from '#core/media/audio-chunk';

/** Pieces that were sent and not yet taken in: a second and more. Beyond, newest are lost: sound that is late is no use. */
const WINDOW = 64;

/** One viewer's sound of one stream: bounded, off until it is asked for. */
export class SoundDelivery {
  readonly #send: (chunk: AudioChunk, run: number | undefined) => void;
  #on = false;
  #inFlight = 0;

  constructor(send: (chunk: AudioChunk, run: number | undefined) => void) {
    this.#send = send;
  }

  set(on: boolean): void {
    this.#on = on;
    this.#inFlight = 0;
  }

  /** @param run of what is played back */
  offer(chunk: AudioChunk, run?: number): void {
    if (!this.#on || this.#inFlight >= WINDOW) return;
    this.#inFlight++;
    this.#send(chunk, run);
  }

  acknowledge(chunks: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - chunks);
  }
}
