import { GrowingBytes } from '../../../growing-bytes';

/** Writes big-endian fields one behind the other. A value that is wider than its field loses its high bits. */
export class ByteWriter {
  readonly #buffer = new GrowingBytes(64);

  u8(value: number): void {
    const at = this.#buffer.take(1);
    this.#buffer.view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.#buffer.take(2);
    this.#buffer.view.setUint16(at, value);
  }

  u32(value: number): void {
    const at = this.#buffer.take(4);
    this.#buffer.view.setUint32(at, value);
  }

  u64(value: bigint): void {
    const at = this.#buffer.take(8);
    this.#buffer.view.setBigUint64(at, value);
  }

  bytes(value: Uint8Array): void {
    this.#buffer.put(value);
  }

  zeros(count: number): void {
    this.#buffer.take(count);
  }

  /** What was written, without the room behind it. Shares its memory: write no more. */
  finish(): Uint8Array {
    return this.#buffer.bytes;
  }
}
