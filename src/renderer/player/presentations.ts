/**
 * Tells from what `requestVideoFrameCallback` says how many frames came to the screen since it said so before, without those
 * that were given to the track again (`draw-again.ts`): they are no other pictures.
 */
export class Presentations {
  #total = 0;
  #repeats = 0;
  #last: number | undefined;

  /** A frame was written a second time. */
  repeated(): void {
    this.#repeats += 1;
  }

  /**
   * @param total `presentedFrames`: only grows, and begins anew with a track
   * @param timestamp of the frame that is on the screen
   * @returns how many frames, this one among them, at least 1; `undefined` where it was told before
   */
  told(total: number, timestamp: number): number | undefined {
    const presented = total - this.#total;
    this.#total = total;
    if (timestamp === this.#last) {
      this.#repeats = Math.max(0, this.#repeats - Math.max(1, presented));
      return undefined;
    }
    this.#last = timestamp;
    const others = presented - this.#repeats;
    // A track gives its frames in order: none of an earlier frame comes behind this one.
    this.#repeats = 0;
    return Math.max(1, others);
  }
}
