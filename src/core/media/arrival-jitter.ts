/** The share of each new deviation: RFC 3550, 6.4.1. */
const GAIN = 1 / 16;
/** A pause is not jitter: a longer gap begins a new measurement. */
const LONGEST_GAP_US = 2e6;

/**
 * How unevenly pictures arrive: the mean deviation of RFC 3550, 6.4.1. It compares how far apart two pictures arrived with
 * how far apart they were taken. Where it is not known when they were taken, the mean interval so far stands for that, as of a
 * camera whose pictures are evenly spaced.
 */
export class ArrivalJitter {
  #last: { readonly receiveUs: number; readonly captureUs: number | undefined } | undefined;
  #intervalUs: number | undefined;
  #jitterUs: number | undefined;

  add(receiveUs: number, captureUs?: number): void {
    const last = this.#last;
    this.#last = { receiveUs, captureUs };
    if (!last) return;
    const apart = receiveUs - last.receiveUs;
    if (apart > LONGEST_GAP_US || apart < 0) return;
    const taken =
      captureUs !== undefined && last.captureUs !== undefined ? captureUs - last.captureUs : this.#intervalUs;
    this.#intervalUs = this.#intervalUs === undefined ? apart : this.#intervalUs + (apart - this.#intervalUs) * GAIN;
    if (taken === undefined) return;
    const deviation = Math.abs(apart - taken);
    this.#jitterUs = (this.#jitterUs ?? 0) + (deviation - (this.#jitterUs ?? 0)) * GAIN;
  }

  /** In µs; `undefined` until there is something to compare. */
  get jitterUs(): number | undefined {
    return this.#jitterUs;
  }

  /** A new connection, perhaps another camera. */
  reset(): void {
    this.#last = undefined;
    this.#intervalUs = undefined;
    this.#jitterUs = undefined;
  }
}
