/** A rate whose ups and downs of a second are evened out, for people: what they read should not leap. */
export class SmoothRate {
  readonly #overUs: number;
  #rate: number | undefined;
  #lastUs = 0;

  /** @param overUs so long ago counts for little more than a third */
  constructor(overUs: number) {
    this.#overUs = overUs;
  }

  /** Takes what is measured now; the first after a rest (0) counts at once. Returns the rate to show. */
  add(rate: number, nowUs: number): number {
    if (this.#rate === undefined || rate === 0) this.#rate = rate === 0 ? undefined : rate;
    else this.#rate += (rate - this.#rate) * (1 - Math.exp((this.#lastUs - nowUs) / this.#overUs));
    this.#lastUs = nowUs;
    return this.#rate ?? 0;
  }
}
