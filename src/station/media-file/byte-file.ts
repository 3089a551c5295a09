import { type FileHandle, open } from 'node:fs/promises';

/** What is read ahead of a place that is asked for: heads stand alone between long runs of pictures. */
const AHEAD_BYTES = 4096;

/** A file that is read here and there. Every read is as long as what was asked for, and no longer. */
export class ByteFile {
  readonly #handle: FileHandle;
  #size: number;
  #modifiedMs: number;
  #ahead: { readonly at: number; readonly bytes: Uint8Array } | undefined;

  private constructor(handle: FileHandle, size: number, modifiedMs: number) {
    this.#handle = handle;
    this.#size = size;
    this.#modifiedMs = modifiedMs;
  }

  /** @throws the system's error, and for what is no file */
  static async open(file: string): Promise<ByteFile> {
    const handle = await open(file, 'r');
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new Error('it is no file');
      return new ByteFile(handle, stat.size, stat.mtimeMs);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** As it was when it was looked at last. */
  get size(): number {
    return this.#size;
  }

  /** On the wall's clock. */
  get modifiedMs(): number {
    return this.#modifiedMs;
  }

  /** Looks at its size again. */
  async look(): Promise<void> {
    const { size, mtimeMs } = await this.#handle.stat();
    if (size !== this.#size) this.#ahead = undefined;
    this.#size = size;
    this.#modifiedMs = mtimeMs;
  }

  /** @returns as many bytes as there are: fewer than `bytes` at the file's end */
  async read(at: number, bytes: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(bytes, this.#size - at)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, filled, buffer.length - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  /** A few bytes, and those behind them for the next question. The view is void after the next call. */
  async peek(at: number, bytes: number): Promise<Uint8Array> {
    const ahead = this.#ahead;
    if (ahead && at >= ahead.at && at + bytes <= ahead.at + ahead.bytes.length) {
      return ahead.bytes.subarray(at - ahead.at, at - ahead.at + bytes);
    }
    const read = await this.read(at, Math.max(bytes, AHEAD_BYTES));
    this.#ahead = { at, bytes: read };
    return read.subarray(0, bytes);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
