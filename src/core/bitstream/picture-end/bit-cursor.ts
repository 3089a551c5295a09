import type { RbspBuffer } from './rbsp-buffer';

/**
 * A position in an RBSP that may still grow, with the descriptors of 7.2. It reads beyond the end without a check;
 * its user compares `position` with the bits present before believing what was read.
 */
export class BitCursor {
  /** Bits from the start of the RBSP. */
  position = 0;
  /** A code was read that stands for nothing, or a value out of its range. Sticky until the caller resets it. */
  bad = false;

  readonly #rbsp: RbspBuffer;

  constructor(rbsp: RbspBuffer) {
    this.#rbsp = rbsp;
  }

  /** The next 24 bits, in the low bits of a number. */
  peek24(): number {
    const bytes = this.#rbsp.bytes;
    const index = this.position >> 3;
    const word = (bytes[index]! << 24) | (bytes[index + 1]! << 16) | (bytes[index + 2]! << 8) | bytes[index + 3]!;
    return (word << (this.position & 7)) >>> 8;
  }

  /** u(n), n 1..24. */
  u(n: number): number {
    const value = this.peek24() >>> (24 - n);
    this.position += n;
    return value;
  }

  /** u(1). */
  u1(): number {
    const bit = (this.#rbsp.bytes[this.position >> 3]! >> (7 - (this.position & 7))) & 1;
    this.position++;
    return bit;
  }

  /** ue(v), 9.1, up to 2^22; what is longer (no field here is) sets `bad` and yields 0. */
  ue(): number {
    const bits = this.peek24();
    const zeros = Math.clz32(bits) - 8;
    if (zeros <= 11) {
      const length = 2 * zeros + 1;
      this.position += length;
      return (bits >>> (24 - length)) - 1;
    }
    if (zeros > 22) {
      this.bad = true;
      this.position += 24;
      return 0;
    }
    this.position += zeros;
    return this.u(zeros + 1) - 1;
  }

  /** Passes over a ue(v) or se(v) of any legal length. */
  longUe(): void {
    let zeros = 0;
    while (zeros < 32 && this.u1() === 0) zeros++;
    if (zeros === 32) this.bad = true;
    this.position += zeros;
  }

  /** ue(v) in 0..max; otherwise `bad` and 0. */
  ueUpTo(max: number): number {
    const value = this.ue();
    if (value <= max) return value;
    this.bad = true;
    return 0;
  }

  /** se(v), 9.1.1. */
  se(): number {
    const code = this.ue();
    return code & 1 ? (code + 1) >> 1 : -(code >> 1);
  }

  /** te(v), 9.1.2, in 0..max, where max is at least 1. */
  te(max: number): number {
    return max === 1 ? this.u1() ^ 1 : this.ueUpTo(max);
  }
}
