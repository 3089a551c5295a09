/** How long a bound counts: clocks drift by up to a millisecond in so long. */
const WINDOW_US = 10e6;

/**
 * What messages prove of the offset between two clocks: none arrives before it was sent, so that the offset is at most what
 * lies between the two times of the quickest. Estimates by question and answer are off by up to half a round trip.
 */
export class OffsetBound {
  #limit = Number.POSITIVE_INFINITY;
  #before = Number.POSITIVE_INFINITY;
  #sinceUs: number | undefined;

  /**
   * Takes what one message proves.
   *
   * @param limitUs the offset is at most this
   * @param atUs when, on the clock that this window is counted by
   * @returns the least of the last 10 s
   */
  tighten(limitUs: number, atUs: number): number {
    this.#sinceUs ??= atUs;
    if (Math.abs(atUs - this.#sinceUs) > WINDOW_US) {
      this.#before = this.#limit;
      this.#limit = Number.POSITIVE_INFINITY;
      this.#sinceUs = atUs;
    }
    this.#limit = Math.min(this.#limit, limitUs);
    return Math.min(this.#limit, this.#before);
  }

  reset(): void {
    this.#limit = Number.POSITIVE_INFINITY;
    this.#before = Number.POSITIVE_INFINITY;
    this.#sinceUs = undefined;
  }
}
