/** Of PTS and DTS in a second (ISO/IEC 13818-1, 2.4.3.7). */
const CLOCK_RATE = 90_000;
/** They begin again after 33 bits, some 26 hours. */
const MODULUS = 2 ** 33;

/**
 * A time stamp of 33 bits in its 5 bytes with their marker bits (2.4.3.6).
 *
 * @returns `undefined` where a marker bit is not set
 */
export function readTimeStamp(bytes: Uint8Array, at: number): number | undefined {
  const [a, b, c, d, e] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!, bytes[at + 4]!];
  if ((a & c & e & 1) === 0) return undefined;
  return ((a >> 1) & 7) * 2 ** 30 + ((b << 22) | ((c >> 1) << 15) | (d << 7) | (e >> 1));
}

/** Time stamps as one time that goes on where they begin again: the shorter way round from the last, forwards or back. */
export class TimeLine {
  #last: number | undefined;
  #ticks = 0;

  /** @returns ms from an unknown beginning */
  toMs(stamp: number): number {
    const ahead = this.#last === undefined ? 0 : (stamp - this.#last + MODULUS * 1.5) % MODULUS;
    if (this.#last !== undefined) this.#ticks += ahead - MODULUS / 2;
    this.#last = stamp;
    return (this.#ticks * 1000) / CLOCK_RATE;
  }

  reset(): void {
    this.#last = undefined;
    this.#ticks = 0;
  }
}
