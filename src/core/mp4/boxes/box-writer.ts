import { GrowingBytes } from '../../growing-bytes';

/** Writes boxes (ISO/IEC 14496-12, 4.2) into one buffer that grows. Numbers are big-endian. */
export class BoxWriter {
  readonly #buffer: GrowingBytes;

  /** @param capacity bytes to begin with; one that is enough saves a copy */
  constructor(capacity = 1024) {
    this.#buffer = new GrowingBytes(capacity);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#buffer.length;
  }

  /** What was written: a view, void after the next write. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.bytes;
  }

  u8(value: number): this {
    const at = this.#buffer.take(1);
    this.#buffer.view.setUint8(at, value);
    return this;
  }

  u16(...values: number[]): this {
    for (const value of values) {
      const at = this.#buffer.take(2);
      this.#buffer.view.setUint16(at, value);
    }
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) {
      const at = this.#buffer.take(4);
      this.#buffer.view.setUint32(at, value);
    }
    return this;
  }

  i32(value: number): this {
    const at = this.#buffer.take(4);
    this.#buffer.view.setInt32(at, value);
    return this;
  }

  /** @param value a whole number from 0 below 2^53 */
  u64(value: number): this {
    return this.u32(Math.floor(value / 2 ** 32), value % 2 ** 32);
  }

  zeros(count: number): this {
    this.#buffer.take(count);
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#buffer.put(bytes);
    return this;
  }

  /** Characters below 128 alone. */
  ascii(text: string): this {
    for (let i = 0; i < text.length; i++) this.u8(text.charCodeAt(i));
    return this;
  }

  /** A box around what `write` writes. */
  box(type: string, write?: () => void): this {
    const start = this.#buffer.length;
    this.u32(0).ascii(type);
    write?.();
    return this.setU32(start, this.#buffer.length - start);
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
    this.#buffer.view.setUint32(at, value);
    return this;
  }
}
