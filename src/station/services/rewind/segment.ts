import { access, type FileHandle, open, rm } from 'node:fs/promises';
import { type RecordHead, RecordIndex } from './record-index';

/** A file that was not read for so long is closed. */
const CLOSE_AFTER_MS = 2000;

/** One file of the ring: appended to, read at any place, and deleted whole. What waits to be written is read from memory. */
export class Segment {
  readonly index = new RecordIndex();
  readonly path: string;
  readonly #waiting = new Map<number, Uint8Array>();
  #handle: Promise<FileHandle> | undefined;
  #reads = 0;
  #idle: NodeJS.Timeout | undefined;
  #isDeleted = false;
  #isWritten = false;

  constructor(path: string) {
    this.path = path;
  }

  get isDeleted(): boolean {
    return this.#isDeleted;
  }

  /** Whether records of it wait to be written. */
  get isUnwritten(): boolean {
    return this.#waiting.size > 0;
  }

  /** Adds a record, to be written by the caller. Keeps its bytes until `written`. Returns its index. */
  append(head: RecordHead, data: Uint8Array): number {
    const at = this.index.push(head, data.length);
    this.#waiting.set(at, data);
    return at;
  }

  /** Whether its file is there, as far as anything of it was written. */
  async isInPlace(): Promise<boolean> {
    if (!this.#isWritten || this.#isDeleted) return true;
    const isThere = await access(this.path).then(
      () => true,
      () => false,
    );
    return isThere || this.#isDeleted;
  }

  /** A record is on the disk: its bytes in memory are let go of. */
  written(at: number): void {
    this.#isWritten = true;
    this.#waiting.delete(at);
  }

  /** A record's bytes in memory of their own; `undefined` where the segment is deleted, or the disk does not give them. */
  async load(at: number): Promise<Uint8Array | undefined> {
    const waiting = this.#waiting.get(at);
    if (waiting) return waiting;
    if (this.#isDeleted) return undefined;
    const { offset, length } = this.index.place(at);
    this.#reads++;
    clearTimeout(this.#idle);
    try {
      this.#handle ??= open(this.path, 'r');
      const handle = await this.#handle;
      // Exact in size: what crosses a MessagePort is cloned with the whole buffer behind it.
      const data = Buffer.allocUnsafeSlow(length);
      const { bytesRead } = await handle.read(data, 0, length, offset);
      return bytesRead === length ? data : undefined;
    } catch {
      return undefined;
    } finally {
      this.#reads--;
      if (this.#reads === 0) this.#closeSoon();
    }
  }

  /** Takes the file off the disk; reads that are under way end well. */
  delete(): void {
    this.#isDeleted = true;
    this.#waiting.clear();
    if (this.#reads === 0) this.#close();
    // The folder is private and goes with the process: what cannot be deleted now goes then.
    rm(this.path, { force: true }).catch(() => undefined);
  }

  #closeSoon(): void {
    if (this.#isDeleted) return this.#close();
    this.#idle = setTimeout(() => this.#close(), CLOSE_AFTER_MS);
    this.#idle.unref();
  }

  #close(): void {
    clearTimeout(this.#idle);
    const handle = this.#handle;
    this.#handle = undefined;
    handle?.then((file) => file.close()).catch(() => undefined);
  }
}
