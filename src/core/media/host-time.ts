/** How long the quickest message counts: clocks drift by up to a millisecond in so long. */
const WINDOW_US = 10e6;

/**
 * A host's clock against ours, from the times that it writes on what it sends at once: the message that was quickest on its
 * way tells most. That one's own way is not known, so that a time which is turned comes out late by it: on a local network
 * less than a millisecond.
 */
export class HostTime {
  #quickest: number | undefined;
  #before: number | undefined;
  #sinceUs = 0;

  /** A message's time on the host's clock, and when it came, in µs on ours. */
  heard(hostUs: number, receiveUs: number): void {
    if (receiveUs - this.#sinceUs > WINDOW_US) {
      this.#before = this.#quickest;
      this.#quickest = undefined;
      this.#sinceUs = receiveUs;
    }
    this.#quickest = Math.min(this.#quickest ?? Number.POSITIVE_INFINITY, receiveUs - hostUs);
  }

  /**
   * A time on the host's clock, on ours.
   *
   * @returns `undefined` before the first message, or where it would lie after `receiveUs`, when what bears it came.
   */
  toStation(hostUs: number, receiveUs: number): number | undefined {
    if (this.#quickest === undefined) return undefined;
    const stationUs = hostUs + Math.min(this.#quickest, this.#before ?? Number.POSITIVE_INFINITY);
    return stationUs <= receiveUs ? stationUs : undefined;
  }
}
