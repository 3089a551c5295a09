import { pauseAfter } from '#core/media/usual-distance';

/** A live camera is seldom this long without a picture: the peer is gone, or hung, and only a new connection can tell. */
const LEAST_MS = 10_000;
/** The slowest camera that is waited for gives a picture every 40 s. */
const MOST_MS = 120_000;

/**
 * How long a camera may be silent before its connection is made anew. Some give a picture every 15 s, and would be connected
 * to for ever: each connection that was given up for its silence doubles what the next is allowed, and once the distance of a
 * camera's pictures is known that decides, as it does what is stale. One that gives pictures quickly is soon believed again
 * to be gone after the least.
 */
export class SilenceLimit {
  readonly #leastMs: number;
  #limitMs: number;
  /** Of the last piece of this connection. */
  #lastMs: number | undefined;
  /** The last time that this much was needed. */
  #neededMs = 0;

  /** @param leastMs tests put theirs in */
  constructor(leastMs = LEAST_MS) {
    this.#leastMs = leastMs;
    this.#limitMs = leastMs;
  }

  /** Without a byte. */
  get ms(): number {
    return this.#limitMs;
  }

  /** How many times the least that is, 1 and more. */
  get slowness(): number {
    return this.#limitMs / this.#leastMs;
  }

  opened(): void {
    this.#lastMs = undefined;
  }

  /** Bytes came. @param nowMs on a clock that does not go back @returns the limit from now on */
  data(nowMs: number): number {
    const distanceMs = this.#lastMs === undefined ? 0 : nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    const wanted = Math.min(MOST_MS, pauseAfter(this.#leastMs, distanceMs));
    if (wanted >= this.#limitMs) {
      this.#limitMs = wanted;
      this.#neededMs = nowMs;
    } else if (nowMs - this.#neededMs > this.#limitMs) {
      // For so long nothing was nearly as slow.
      this.#limitMs = wanted;
      this.#neededMs = nowMs;
    }
    return this.#limitMs;
  }

  /** A connection was given up, since it was silent for so long. */
  exceeded(nowMs: number): void {
    this.#limitMs = Math.min(MOST_MS, this.#limitMs * 2);
    this.#neededMs = nowMs;
  }
}
