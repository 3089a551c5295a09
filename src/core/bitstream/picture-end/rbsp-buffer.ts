/** Bytes behind the end that a parser may read before it looks whether it went too far. */
const PADDING = 8192;

/**
 * The RBSP of one NAL unit that is still arriving (7.3.1): each byte is unescaped once, in the call that brings it.
 *
 * `bytes` always has at least 8 KiB of room behind `length`, whose content means nothing: a parser may read into it, and
 * decides afterwards by its bit position whether what it read was there.
 */
export class RbspBuffer {
  bytes = new Uint8Array(64 * 1024);
  /** Bytes of the RBSP present; the NAL unit's header byte is not among them. */
  length = 0;
  /** Bytes of the NAL unit consumed, its header byte among them. */
  consumed = 0;

  #zeros = 0;
  /** For each emulation_prevention_three_byte the index of the RBSP byte that it stood before. */
  #removed = new Int32Array(256);
  #removedCount = 0;

  clear(): void {
    this.length = 0;
    this.consumed = 0;
    this.#zeros = 0;
    this.#removedCount = 0;
  }

  /** Takes `data[from..to)`, the next bytes of the NAL unit. The first byte of all is its header. */
  append(data: Uint8Array, from: number, to: number): void {
    let next = from;
    if (this.consumed === 0 && next < to) next++;
    this.#reserve(to - from);
    const out = this.bytes;
    let length = this.length;
    let zeros = this.#zeros;
    for (; next < to; next++) {
      const byte = data[next]!;
      if (byte === 0) {
        zeros++;
      } else if (byte === 3 && zeros >= 2) {
        this.#noteRemoved(length);
        zeros = 0;
        continue;
      } else {
        zeros = 0;
      }
      out[length++] = byte;
    }
    this.length = length;
    this.#zeros = zeros;
    this.consumed += to - from;
  }

  /** Offset in the NAL unit (0 is its header byte) behind the RBSP byte `rbspEnd - 1`. */
  nalOffset(rbspEnd: number): number {
    let before = this.#removedCount;
    while (before > 0 && this.#removed[before - 1]! >= rbspEnd) before--;
    return 1 + rbspEnd + before;
  }

  /** The bit at `position`, 0 or 1. */
  bit(position: number): number {
    return (this.bytes[position >> 3]! >> (7 - (position & 7))) & 1;
  }

  /** Whether all bits from `position` to the end are 0. */
  zeroFrom(position: number): boolean {
    let index = position >> 3;
    if (index >= this.length) return true;
    if ((this.bytes[index]! & (0xff >> (position & 7))) !== 0) return false;
    for (index++; index < this.length; index++) if (this.bytes[index] !== 0) return false;
    return true;
  }

  /**
   * Position of the rbsp_stop_one_bit, the last bit that is 1, or -1. Means something only once the NAL unit is whole:
   * before that it is just the last 1 so far.
   */
  stopBit(): number {
    let index = this.length - 1;
    while (index >= 0 && this.bytes[index] === 0) index--;
    if (index < 0) return -1;
    const byte = this.bytes[index]!;
    return index * 8 + 7 - (31 - Math.clz32(byte & -byte));
  }

  #reserve(more: number): void {
    const wanted = this.length + more + PADDING;
    if (wanted <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(wanted, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  #noteRemoved(index: number): void {
    if (this.#removedCount === this.#removed.length) {
      const grown = new Int32Array(this.#removed.length * 2);
      grown.set(this.#removed);
      this.#removed = grown;
    }
    this.#removed[this.#removedCount++] = index;
  }
}
