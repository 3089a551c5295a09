const WINDOW_US = 1e6;
/** Twice what the fastest display shows in a second. */
const MAX = 512;

/** Pictures per second, counted over the last second. All times in µs on one clock. */
export class FrameRate {
  readonly #times: number[] = [];
  #any = false;

  /** Notes that `pictures` of them were shown at `atUs`. */
  shown(atUs: number, pictures = 1): void {
    this.#any = true;
    for (let n = Math.min(pictures, MAX); n > 0; n--) this.#times.push(atUs);
    this.#forget(atUs);
  }

  /** `undefined` until a first picture was shown; 0 when there was one, but none in the last second. */
  perSecond(nowUs: number): number | undefined {
    this.#forget(nowUs);
    return this.#any ? this.#times.length : undefined;
  }

  reset(): void {
    this.#times.length = 0;
    this.#any = false;
  }

  #forget(nowUs: number): void {
    let old = Math.max(0, this.#times.length - MAX);
    while ((this.#times[old] ?? Number.POSITIVE_INFINITY) <= nowUs - WINDOW_US) old += 1;
    if (old > 0) this.#times.splice(0, old);
  }
}
