/** Writes boxes (ISO/IEC 14496-12, 4.2) into one buffer that grows. Numbers are big-endian. */
export class BoxWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #length = 0;

  /** @param capacity bytes to begin with; one that is enough saves a copy */
  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** What was written: a view, void after the next write. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  u8(value: number): this {
    const at = this.#take(1);
    this.#view.setUint8(at, value);
    return this;
  }

  u16(...values: number[]): this {
    for (const value of values) {
      const at = this.#take(2);
      this.#view.setUint16(at, value);
    }
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) {
      const at = this.#take(4);
      this.#view.setUint32(at, value);
    }
    return this;
  }

  i32(value: number): this {
    const at = this.#take(4);
    this.#view.setInt32(at, value);
    return this;
  }

  /** @param value a whole number from 0 below 2^53 */
  u64(value: number): this {
    return this.u32(Math.floor(value / 2 ** 32), value % 2 ** 32);
  }

  zeros(count: number): this {
    this.#take(count);
    return this;
  }

  raw(bytes: Uint8Array): this {
    const at = this.#take(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  /** Characters below 128 alone. */
  ascii(text: string): this {
    for (let i = 0; i < text.length; i++) this.u8(text.charCodeAt(i));
    return this;
  }

  /** A box around what `write` writes. */
  box(type: string, write?: () => void): this {
    const start = this.#length;
    this.u32(0).ascii(type);
    write?.();
    return this.setU32(start, this.#length - start);
  }

  /** A FullBox: a box with version and flags. */
  fullBox(type: string, version: number, flags: number, write?: () => void): this {
    return this.box(type, () => {
      this.u32(version * 2 ** 24 + flags);
      write?.();
    });
  }

  /** Writes over what stands at an offset. */
  setU32(at: number, value: number): this {
    this.#view.setUint32(at, value);
    return this;
  }

  /** Where so many new bytes, all zero, begin. */
  #take(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}
