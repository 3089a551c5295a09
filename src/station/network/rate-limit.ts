/** A token bucket: `burst` at once, `perSecond` on average. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  level: number;
  atMs: number;
}

/** As many clients as are remembered; the one not seen for longest is forgotten, which gives it a full bucket again. */
const MAX_CLIENTS = 10_000;

/** Token buckets, one a client. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /**
   * Takes one from a client's bucket.
   *
   * @param nowMs on a monotonic clock
   * @returns seconds until the next one is there, or 0 where one was
   */
  take(client: string, nowMs = performance.now()): number {
    const { burst, perSecond } = this.#rate;
    const bucket = this.#buckets.get(client) ?? { level: burst, atMs: nowMs };
    bucket.level = Math.min(burst, bucket.level + ((nowMs - bucket.atMs) / 1000) * perSecond);
    bucket.atMs = nowMs;
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > MAX_CLIENTS) this.#forgetOldest();
    if (bucket.level < 1) return Math.ceil((1 - bucket.level) / perSecond);
    bucket.level--;
    return 0;
  }

  #forgetOldest(): void {
    for (const client of this.#buckets.keys()) {
      this.#buckets.delete(client);
      return;
    }
  }
}
