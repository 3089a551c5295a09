/** Pictures that a decoder may have before it without being behind: what arrives at once after a short stall. */
const FEW = 4;
/** Longest wait before the decoder, in µs, until pictures are dropped. */
const LONGEST_WAIT_US = 200_000;
/** Pictures that may wait, however young they are. */
const MOST = 128;

/**
 * Tells whether the decoder is behind, from the time at which each picture was handed to it.
 *
 * A backlog that arrives at once after a stall is not yet a reason to drop: a decoder works through thirty pictures in the
 * time of one, and dropping to the next key picture may cost seconds. So a picture that later ones need is dropped
 * only when the eldest waiting one has waited long; a key picture ends the wait as soon as there are more than a few.
 */
export class DecoderLag {
  readonly #pushed: number[] = [];

  pushed(nowUs: number): void {
    this.#pushed.push(nowUs);
    if (this.#pushed.length > MOST) this.#pushed.shift();
  }

  /** @param waiting pictures that the decoder has not begun (`decodeQueueSize`). */
  behind(key: boolean, waiting: number, nowUs: number): boolean {
    if (waiting <= FEW) return false;
    if (key || waiting >= MOST) return true;
    const eldest = this.#pushed[this.#pushed.length - waiting];
    return eldest !== undefined && nowUs - eldest > LONGEST_WAIT_US;
  }

  clear(): void {
    this.#pushed.length = 0;
  }
}
