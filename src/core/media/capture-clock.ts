/** How long the quickest way is remembered: clocks drift by some ms a minute. */
const WINDOW_US = 30e6;
/** A camera whose time leaps by more than this has set its clock, or is another. */
const LEAP_US = 5e6;
/** So many frames with one and the same time: the camera does not tell it. */
const CONSTANT_FRAMES = 3;

/**
 * Relates a camera's timestamps to our clock by the frame that had the quickest way here: that one is taken to have had no
 * way at all. So a capture time is right in its distances, and late by the shortest way, which cannot be measured.
 */
export class CaptureClock {
  /** Ours minus theirs, in µs: the least of this window and of the one before. */
  #offsetUs = Number.POSITIVE_INFINITY;
  #formerUs = Number.POSITIVE_INFINITY;
  #windowFromUs = Number.NEGATIVE_INFINITY;
  #lastMs: number | undefined;
  #same = 0;

  /**
   * Takes a picture's timestamp.
   *
   * @param receiveUs when its last byte arrived, on our clock
   * @returns when it was taken, on our clock, never later than `receiveUs`; `undefined` of a camera whose time stands still
   */
  captureUs(timestampMs: number, receiveUs: number): number | undefined {
    this.#same = timestampMs === this.#lastMs ? this.#same + 1 : 0;
    this.#lastMs = timestampMs;
    if (this.#same >= CONSTANT_FRAMES) {
      this.reset();
      return undefined;
    }
    const offsetUs = receiveUs - timestampMs * 1000;
    const best = Math.min(this.#offsetUs, this.#formerUs);
    if (Math.abs(offsetUs - best) > LEAP_US) this.reset();
    if (receiveUs - this.#windowFromUs > WINDOW_US) {
      this.#formerUs = this.#offsetUs;
      this.#offsetUs = Number.POSITIVE_INFINITY;
      this.#windowFromUs = receiveUs;
    }
    this.#offsetUs = Math.min(this.#offsetUs, offsetUs);
    // The sum may be rounded up.
    return Math.min(receiveUs, timestampMs * 1000 + Math.min(this.#offsetUs, this.#formerUs));
  }

  /** A timestamp of sound, by what its pictures taught; `undefined` before these did. */
  toStation(timestampMs: number): number | undefined {
    const offsetUs = Math.min(this.#offsetUs, this.#formerUs);
    return Number.isFinite(offsetUs) ? timestampMs * 1000 + offsetUs : undefined;
  }

  /** Forgets how the clocks stand: another connection. */
  reset(): void {
    this.#offsetUs = Number.POSITIVE_INFINITY;
    this.#formerUs = Number.POSITIVE_INFINITY;
    this.#windowFromUs = Number.NEGATIVE_INFINITY;
  }
}
