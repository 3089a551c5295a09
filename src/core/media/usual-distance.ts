/** Distances that are looked at: few, so that another rate is soon usual. */
const KEPT = 8;
/** Pauses begin at so many usual distances. */
const DISTANCES_OF_A_PAUSE = 3;

/** How far apart pictures usually are: the median of the last, which one long pause does not move. µs on one clock. */
export class UsualDistance {
  readonly #distances: number[] = [];
  #last: number | undefined;

  seen(atUs: number): void {
    if (this.#last !== undefined && atUs > this.#last) this.#distances.push(atUs - this.#last);
    this.#last = Math.max(atUs, this.#last ?? atUs);
    if (this.#distances.length > KEPT) this.#distances.shift();
  }

  /** `undefined` before the second picture. */
  get us(): number | undefined {
    const sorted = this.#distances.toSorted((a, b) => a - b);
    return sorted[sorted.length >> 1];
  }

  reset(): void {
    this.#distances.length = 0;
    this.#last = undefined;
  }
}

/**
 * After how long without a picture something is wrong: longer than is usual for this stream.
 *
 * @param least for streams of many pictures a second, in the unit of `usual`
 */
export function pauseAfter(least: number, usual: number | undefined): number {
  return Math.max(least, DISTANCES_OF_A_PAUSE * (usual ?? 0));
}
