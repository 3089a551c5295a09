/** Pictures that a decoder may have before it without being behind: what arrives at once after a short stall. */
const FEW = 4;
/** Longest wait before the decoder, in µs, until pictures are dropped. */
const LONGEST_WAIT_US = 200_000;
/** Pictures over which a decoder shows whether it catches up. */
const LOOK_BACK = 8;
/** Pictures that may wait, however young they are. */
const MAX = 128;

/**
 * Tells whether the decoder is behind, from the time at which each picture was handed to it.
 *
 * A backlog that arrives at once after a stall is not yet a reason to drop: a decoder works through thirty pictures in the
 * time of one or two, and to wait for the next key picture may cost seconds. So a picture that later ones need is dropped only
 * when the eldest waiting one has waited long and no fewer wait than eight pictures ago. A key picture ends the wait as soon
 * as there are more than a few.
 */
export class DecoderLag {
  readonly #pushed: { readonly atUs: number; readonly waiting: number }[] = [];

  /** @param waiting pictures before the decoder when this one was handed to it. */
  pushed(atUs: number, waiting: number): void {
    this.#pushed.push({ atUs, waiting });
    if (this.#pushed.length > MAX) this.#pushed.shift();
  }

  /** @param waiting pictures that the decoder has not begun (`decodeQueueSize`). */
  behind(key: boolean, waiting: number, nowUs: number): boolean {
    if (waiting <= FEW) return false;
    if (key || waiting >= MAX) return true;
    const eldest = this.#pushed[this.#pushed.length - waiting];
    const before = this.#pushed[Math.max(0, this.#pushed.length - LOOK_BACK)];
    if (!eldest || !before) return false;
    return nowUs - eldest.atUs > LONGEST_WAIT_US && waiting >= before.waiting;
  }

  clear(): void {
    this.#pushed.length = 0;
  }
}
