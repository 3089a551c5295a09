/**
 * Reads big-endian fields out of a message's body. The first read past the end sticks as a fault: from there on numbers
 * read as 0 and bytes as none, so that a parser runs on to its end in bounded time and looks at `faultAt` once.
 */
export class ByteReader {
  /** Where the first field began that the body was too short for, in bytes. */
  faultAt: number | undefined;
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes that are left. 0 after a fault. */
  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    const at = this.#take(1);
    return at < 0 ? 0 : this.#view.getUint8(at);
  }

  u16(): number {
    const at = this.#take(2);
    return at < 0 ? 0 : this.#view.getUint16(at);
  }

  u32(): number {
    const at = this.#take(4);
    return at < 0 ? 0 : this.#view.getUint32(at);
  }

  u64(): bigint {
    const at = this.#take(8);
    return at < 0 ? 0n : this.#view.getBigUint64(at);
  }

  /** A view of the next `length` bytes. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return at < 0 ? this.#bytes.subarray(0, 0) : this.#bytes.subarray(at, at + length);
  }

  /** The byte `ahead` of the next one, which stays where it is. `undefined` behind the end. */
  peek(ahead: number): number | undefined {
    return this.#bytes[this.#at + ahead];
  }

  /** A reader of what is left here, for a look ahead: what it reads stays. */
  fork(): ByteReader {
    return new ByteReader(this.#bytes.subarray(this.#at));
  }

  /** Makes a fault of what the next bytes mean. */
  fail(): void {
    this.#take(Number.POSITIVE_INFINITY);
  }

  #take(length: number): number {
    if (this.faultAt !== undefined) return -1;
    const at = this.#at;
    if (length > this.remaining) {
      this.faultAt = at;
      this.#at = this.#bytes.length;
      return -1;
    }
    this.#at = at + length;
    return at;
  }
}
