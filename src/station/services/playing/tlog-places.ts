/** Where a reading of the log may begin. */
export interface TlogPlace {
  /** In the log's own time; see `TlogAxis`. µs */
  readonly timeUs: number;
  readonly offset: number;
  /** What times are moved by from here on. µs */
  readonly shiftUs: number;
}

/** So far apart, in time or in the file, whichever is sooner. */
const APART_US = 500_000;
const APART_BYTES = 64 * 1024;
/** Of more, every second one is let go of, again and again: 24 bytes each. */
const MAX_PLACES = 200_000;

/** Places of a log in the order of their times, from which it can be read: bounded, however long it is. */
export class TlogPlaces {
  #times = new Float64Array(256);
  #offsets = new Float64Array(256);
  #shifts = new Float64Array(256);
  #count = 0;
  #sparse = 1;

  /** A record is here; not every one is kept. */
  add({ timeUs, offset, shiftUs }: TlogPlace): void {
    const last = this.#count - 1;
    const isNear =
      last >= 0 &&
      timeUs - this.#times[last]! < APART_US * this.#sparse &&
      offset - this.#offsets[last]! < APART_BYTES * this.#sparse;
    if (isNear) return;
    if (this.#count === MAX_PLACES) this.#thin();
    if (this.#count === this.#times.length) this.#grow();
    this.#times[this.#count] = timeUs;
    this.#offsets[this.#count] = offset;
    this.#shifts[this.#count] = shiftUs;
    this.#count++;
  }

  /** The last place at or before a time, or the first; `undefined` where there is none. */
  before(us: number): TlogPlace | undefined {
    let from = 0;
    let to = this.#count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#times[middle]! > us) to = middle;
      else from = middle + 1;
    }
    const at = Math.max(0, from - 1);
    if (at >= this.#count) return undefined;
    return { timeUs: this.#times[at]!, offset: this.#offsets[at]!, shiftUs: this.#shifts[at]! };
  }

  #thin(): void {
    this.#sparse *= 2;
    this.#count = Math.floor(this.#count / 2);
    for (const array of [this.#times, this.#offsets, this.#shifts])
      for (let at = 0; at < this.#count; at++) array[at] = array[2 * at]!;
  }

  #grow(): void {
    const larger = (before: Float64Array) => {
      const grown = new Float64Array(Math.min(MAX_PLACES, before.length * 2));
      grown.set(before);
      return grown;
    };
    this.#times = larger(this.#times);
    this.#offsets = larger(this.#offsets);
    this.#shifts = larger(this.#shifts);
  }
}
