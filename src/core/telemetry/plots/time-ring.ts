import { PLOT_LEVELS } from './span';

/** The values of one piece of time. */
export interface Bucket {
  /** Of its middle, µs. */
  readonly timeUs: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly last: number;
  /** The value was unknown at some time in it, or in one between it and the one before. */
  readonly isAfterUnknown: boolean;
}

/**
 * One number over time, in bounded memory, however fast it comes: aggregated in buckets of several sizes. A bucket has its
 * place by its time and not by its arrival, so that time may leap: while somebody looks back, values of any moment come in any
 * order. What is `buckets` older has given way.
 */
export class TimeRing {
  readonly #levels = PLOT_LEVELS.map(({ bucketUs, buckets }) => new Level(bucketUs, buckets));

  /** A value, as it came. µs of any one clock. */
  add(timeUs: number, value: number): void {
    for (const level of this.#levels) level.add(timeUs, value);
  }

  /** A value of the past: counts where nothing is known yet. */
  addPast(timeUs: number, value: number): void {
    for (const level of this.#levels) level.addPast(timeUs, value);
  }

  /** It was unknown at this time. */
  addUnknown(timeUs: number): void {
    for (const level of this.#levels) level.addUnknown(timeUs);
  }

  /** What is known from one time to another, oldest first. @param level see `levelFor` */
  between(level: number, fromUs: number, toUs: number): readonly Bucket[] {
    return this.#levels[level]?.between(fromUs, toUs) ?? [];
  }

  clear(): void {
    for (const level of this.#levels) level.clear();
  }
}

class Level {
  readonly #bucketUs: number;
  readonly #count: number;
  /** Which bucket stands in a place; NaN: none. */
  readonly #numbers: Float64Array;
  readonly #min: Float64Array;
  readonly #max: Float64Array;
  readonly #sum: Float64Array;
  readonly #last: Float64Array;
  /** How many values; 0 where it is known that nothing was. */
  readonly #values: Uint32Array;
  readonly #unknown: Uint8Array;
  /** Of values that `addPast` put there. */
  readonly #past: Uint8Array;

  constructor(bucketUs: number, count: number) {
    this.#bucketUs = bucketUs;
    this.#count = count;
    this.#numbers = new Float64Array(count).fill(Number.NaN);
    [this.#min, this.#max, this.#sum, this.#last] = [0, 1, 2, 3].map(() => new Float64Array(count)) as [
      ...[Float64Array, Float64Array, Float64Array, Float64Array],
    ];
    this.#values = new Uint32Array(count);
    this.#unknown = new Uint8Array(count);
    this.#past = new Uint8Array(count);
  }

  add(timeUs: number, value: number): void {
    const at = this.#place(timeUs);
    if (this.#past[at]) this.#empty(at);
    this.#put(at, value);
  }

  addPast(timeUs: number, value: number): void {
    const at = this.#place(timeUs);
    if (this.#values[at]! > 0 && !this.#past[at]) return;
    this.#put(at, value);
    this.#past[at] = 1;
  }

  addUnknown(timeUs: number): void {
    this.#unknown[this.#place(timeUs)] = 1;
  }

  between(fromUs: number, toUs: number): readonly Bucket[] {
    const found: Bucket[] = [];
    const last = Math.floor(toUs / this.#bucketUs);
    let isAfterUnknown = false;
    for (let no = Math.max(Math.floor(fromUs / this.#bucketUs), last - this.#count + 1); no <= last; no++) {
      const at = this.#at(no);
      if (this.#numbers[at] !== no) continue;
      isAfterUnknown ||= this.#unknown[at] === 1;
      const values = this.#values[at]!;
      if (values === 0) continue;
      found.push({
        timeUs: (no + 0.5) * this.#bucketUs,
        min: this.#min[at]!,
        max: this.#max[at]!,
        mean: this.#sum[at]! / values,
        last: this.#last[at]!,
        isAfterUnknown,
      });
      isAfterUnknown = false;
    }
    return found;
  }

  clear(): void {
    this.#numbers.fill(Number.NaN);
  }

  #put(at: number, value: number): void {
    const isFirst = this.#values[at] === 0;
    this.#min[at] = isFirst ? value : Math.min(this.#min[at]!, value);
    this.#max[at] = isFirst ? value : Math.max(this.#max[at]!, value);
    this.#sum[at] = (isFirst ? 0 : this.#sum[at]!) + value;
    this.#last[at] = value;
    this.#values[at]! += 1;
  }

  /** The place of a time's bucket, which begins empty there. */
  #place(timeUs: number): number {
    const no = Math.floor(timeUs / this.#bucketUs);
    const at = this.#at(no);
    if (this.#numbers[at] !== no) {
      this.#numbers[at] = no;
      this.#empty(at);
      this.#unknown[at] = 0;
    }
    return at;
  }

  #empty(at: number): void {
    this.#values[at] = 0;
    this.#past[at] = 0;
  }

  #at(no: number): number {
    return ((no % this.#count) + this.#count) % this.#count;
  }
}
