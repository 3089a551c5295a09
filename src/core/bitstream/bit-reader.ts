/**
 * Reads the bits of a NAL unit's RBSP (7.2, 7.3.1), most significant first. Emulation prevention bytes (the `03` of
 * `00 00 03`) are passed over on the fly; nothing is copied. Other bytes may be appended behind `end` meanwhile.
 *
 * Reading past the end never throws: it yields 0 and sets `overrun`, which stays set. The reader checks `overrun`
 * before believing what was read.
 */
export class BitReader {
  /** A read went past the end. Sticky. */
  overrun = false;

  #next: number;
  #current = 0;
  #bitsLeft = 0;
  #zeros = 0;

  /**
   * @param bytes holds the NAL unit, without its start code.
   * @param start index of the NAL unit's header byte, which is the first that is read.
   * @param end index behind the NAL unit's last byte.
   */
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.#next = start;
  }

  /** Bits of the NAL unit consumed, its header and emulation prevention bytes included. */
  get bitOffset(): number {
    return (this.#next - this.#start) * 8 - this.#bitsLeft;
  }

  /** Whether the next bit is the first of a byte. */
  get byteAligned(): boolean {
    return this.#bitsLeft === 0;
  }

  /** u(n): `n` bits, 0..32, as an unsigned number. */
  u(n: number): number {
    let value = 0;
    let wanted = n;
    while (wanted > 0) {
      if (this.#bitsLeft === 0 && !this.#load()) return 0;
      const taken = Math.min(wanted, this.#bitsLeft);
      this.#bitsLeft -= taken;
      // A multiplication: a shift would make the 32nd bit a sign.
      value = value * (1 << taken) + ((this.#current >>> this.#bitsLeft) & ((1 << taken) - 1));
      wanted -= taken;
    }
    return value;
  }

  /** u(1) as a boolean. */
  flag(): boolean {
    if (this.#bitsLeft === 0 && !this.#load()) return false;
    this.#bitsLeft--;
    return ((this.#current >>> this.#bitsLeft) & 1) === 1;
  }

  /** u(1) as 0 or 1. */
  u1(): number {
    if (this.#bitsLeft === 0 && !this.#load()) return 0;
    this.#bitsLeft--;
    return (this.#current >>> this.#bitsLeft) & 1;
  }

  /**
   * ue(v), 9.1: 0..2^32 − 2. A code of 32 or more leading zeros stands for no legal value: it yields 2^32 − 1, which
   * every range check refuses.
   */
  ue(): number {
    let zeros = 0;
    for (;;) {
      if (this.#bitsLeft === 0 && !this.#load()) return 0;
      const rest = this.#current & ((1 << this.#bitsLeft) - 1);
      if (rest !== 0) {
        const here = Math.clz32(rest) - (32 - this.#bitsLeft);
        zeros += here;
        this.#bitsLeft -= here + 1;
        break;
      }
      zeros += this.#bitsLeft;
      this.#bitsLeft = 0;
      if (zeros >= 40) return 0xffffffff;
    }
    if (zeros === 0) return 0;
    if (zeros >= 32) return 0xffffffff;
    const suffix = this.u(zeros);
    return this.overrun ? 0 : 2 ** zeros - 1 + suffix;
  }

  /** se(v), 9.1.1. */
  se(): number {
    const code = this.ue();
    const magnitude = Math.ceil(code / 2);
    return code % 2 === 0 ? 0 - magnitude : magnitude;
  }

  /** Passes over `n` bits. */
  skip(n: number): void {
    for (let left = n; left > 0 && !this.overrun; left -= 32) this.u(Math.min(left, 32));
  }

  /**
   * more_rbsp_data(), 7.2: whether anything but the rbsp_trailing_bits follows. Needs the whole NAL unit; trailing
   * zero bytes and cabac_zero_words behind the stop bit do not count as data.
   */
  moreRbspData(): boolean {
    let last = this.#end - 1;
    while (last >= this.#start && (this.#bytes[last] === 0 || this.#isEmulationPrevention(last))) last--;
    const current = this.#next - 1;
    if (last < current) return false;
    const stopBit = lowestSetBit(this.#bytes[last]!);
    if (last === current) return this.#bitsLeft > stopBit + 1;
    if (this.#bitsLeft > 0) return true;
    const first = this.#zeros >= 2 && this.#bytes[this.#next] === 3 ? this.#next + 1 : this.#next;
    return last > first || (last === first && stopBit < 7);
  }

  #isEmulationPrevention(index: number): boolean {
    return (
      this.#bytes[index] === 3 &&
      index - 2 >= this.#start &&
      this.#bytes[index - 1] === 0 &&
      this.#bytes[index - 2] === 0
    );
  }

  #load(): boolean {
    if (this.#zeros >= 2 && this.#next < this.#end && this.#bytes[this.#next] === 3) {
      this.#next++;
      this.#zeros = 0;
    }
    if (this.#next >= this.#end) {
      this.overrun = true;
      return false;
    }
    this.#current = this.#bytes[this.#next++]!;
    this.#zeros = this.#current === 0 ? this.#zeros + 1 : 0;
    this.#bitsLeft = 8;
    return true;
  }
}

function lowestSetBit(byte: number): number {
  return 31 - Math.clz32(byte & -byte);
}
