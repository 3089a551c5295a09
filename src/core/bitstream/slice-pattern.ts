/** Pictures in a row that must have been cut alike before one that is not is taken for broken. */
const ALIKE = 12;

/**
 * Knows how a stream cuts its pictures into slices, by the addresses at which they begin. Where slices are not read, that is
 * all that tells whether one is missing: an encoder with a fixed number of slices cuts every picture alike.
 */
export class SlicePattern {
  #usual: readonly number[] = [];
  #alike = 0;
  #last: readonly number[] = [];
  #lastAlike = 0;

  /**
   * Takes the next picture.
   *
   * @param addresses where its slices begin, in the order of their arrival
   * @returns whether slices are missing that all pictures before it had
   */
  misses(addresses: readonly number[]): boolean {
    if (same(addresses, this.#last)) this.#lastAlike++;
    else {
      this.#last = addresses;
      this.#lastAlike = 1;
    }
    if (same(addresses, this.#usual)) {
      this.#alike++;
      return false;
    }
    const misses =
      this.#alike >= ALIKE &&
      this.#lastAlike < ALIKE &&
      addresses.length < this.#usual.length &&
      addresses.every((address) => this.#usual.includes(address));
    if (!misses) {
      this.#usual = addresses;
      this.#alike = this.#lastAlike;
    }
    return misses;
  }
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((address, i) => address === b[i]);
}
