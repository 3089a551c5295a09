const BUCKETS = 10;
const BUCKET_US = 100_000;

/** A sum over the last second, in tenths, with no allocation per entry. */
export class Rate {
  readonly #sums = new Float64Array(BUCKETS);
  #bucket = Number.NEGATIVE_INFINITY;

  /** Adds `amount` at a time that never runs backwards. */
  add(amount: number, nowUs: number): void {
    this.#advance(nowUs);
    const index = this.#bucket % BUCKETS;
    this.#sums[index] = (this.#sums[index] ?? 0) + amount;
  }

  /** The sum over the second up to now. */
  perSecond(nowUs: number): number {
    this.#advance(nowUs);
    let sum = 0;
    for (const amount of this.#sums) sum += amount;
    return sum;
  }

  #advance(nowUs: number): void {
    const bucket = Math.floor(nowUs / BUCKET_US);
    if (bucket <= this.#bucket) return;
    const stale = Math.min(BUCKETS, bucket - this.#bucket);
    for (let i = 0; i < stale; i++) this.#sums[(bucket - i) % BUCKETS] = 0;
    this.#bucket = bucket;
  }
}
