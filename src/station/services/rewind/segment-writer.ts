import { open } from 'node:fs/promises';
import { reasonOf } from '#core/reason-of';
import type { Segment } from './segment';

/** Pictures are written together: at this age or this size, whichever comes first. */
const FLUSH_MS = 250;
const FLUSH_BYTES = 512 * 1024;
/** What a disk that is stuck may keep in memory, a stream. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
/** A disk that takes nothing for so long does not answer. */
const STUCK_NS = 1_500_000_000n;
/** Fewer than any system's limit of one `writev`. */
const MAX_TOGETHER = 512;

/** A file that is written to; tests put theirs in. */
export interface AppendFile {
  writev(buffers: Uint8Array[]): Promise<unknown>;
  close(): Promise<void>;
}
export type OpenForAppend = (path: string) => Promise<AppendFile>;

/** New, and for this user alone. */
const openNew: OpenForAppend = async (path) => {
  const file = await open(path, 'ax', 0o600);
  return {
    async writev(buffers) {
      let all = buffers;
      while (all.length > 0) all = rest(all, (await file.writev(all)).bytesWritten);
    },
    close: () => file.close(),
  };
};

interface Waiting {
  readonly segment: Segment;
  readonly at: number;
  readonly data: Uint8Array;
}

/**
 * Writes one stream's records behind the live path: taking one is a push into an array and never waits. Bounded: where the
 * disk does not keep up, `hasRoom` says so, and the caller leaves records out.
 */
export class SegmentWriter {
  readonly #open: OpenForAppend;
  readonly #onFailed: (reason: string) => void;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  /** When the disk took something last, while it is asked to. */
  #progressNs = 0n;
  #timer: NodeJS.Timeout | undefined;
  #file: { readonly segment: Segment; readonly handle: AppendFile } | undefined;

  /** @param onFailed the disk refused; what waited is given up, and the next record begins another try */
  constructor(onFailed: (reason: string) => void, openFile: OpenForAppend = openNew) {
    this.#onFailed = onFailed;
    this.#open = openFile;
  }

  /** Whether the disk neither takes what it is given nor refuses it. */
  get isStuck(): boolean {
    // How long a call lasts, also in tests that let days pass at speed.
    return this.#writing !== undefined && process.hrtime.bigint() - this.#progressNs > STUCK_NS;
  }

  hasRoom(bytes: number): boolean {
    return this.#waitingBytes + bytes <= MAX_WAITING_BYTES;
  }

  /** Takes a record that is in its segment's index. */
  take(segment: Segment, at: number, data: Uint8Array): void {
    this.#waiting.push({ segment, at, data });
    this.#waitingBytes += data.length;
    if (this.#writing) return;
    if (this.#waitingBytes >= FLUSH_BYTES) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), FLUSH_MS);
  }

  /** Resolves when all is written that was taken, or given up. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0 || this.#writing) {
      this.#start();
      await this.#writing;
    }
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#closeFile();
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => this.#start(), FLUSH_MS);
    });
  }

  async #writeAll(): Promise<void> {
    try {
      do {
        this.#progressNs = process.hrtime.bigint();
        const batch = this.#takeBatch();
        if (batch.length > 0) await this.#write(batch);
      } while (this.#waitingBytes >= FLUSH_BYTES);
    } catch (error) {
      this.#waiting = [];
      this.#waitingBytes = 0;
      await this.#closeFile().catch(() => undefined);
      this.#onFailed(reasonOf(error));
    }
  }

  /** The oldest records of one segment; those of a segment that is deleted by now are forgotten. */
  #takeBatch(): readonly Waiting[] {
    const segment = this.#waiting[0]?.segment;
    let count = 0;
    while (count < MAX_TOGETHER && this.#waiting[count]?.segment === segment && count < this.#waiting.length) count++;
    const batch = this.#waiting.splice(0, count);
    if (!segment?.isDeleted) return batch;
    this.#release(batch);
    return [];
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const segment = batch[0]?.segment;
    if (!segment) return;
    if (this.#file?.segment !== segment) {
      await this.#closeFile();
      this.#file = { segment, handle: await this.#open(segment.path) };
    }
    await this.#file.handle.writev(batch.map(({ data }) => data));
    this.#release(batch);
    for (const { at } of batch) segment.written(at);
  }

  #release(batch: readonly Waiting[]): void {
    for (const { data } of batch) this.#waitingBytes -= data.length;
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.handle.close();
  }
}

/** What is left of some buffers after so many bytes of them were written. */
function rest(buffers: readonly Uint8Array[], written: number): Uint8Array[] {
  const left: Uint8Array[] = [];
  let skip = written;
  for (const buffer of buffers) {
    if (skip < buffer.length) left.push(skip > 0 ? buffer.subarray(skip) : buffer);
    skip = Math.max(0, skip - buffer.length);
  }
  return left;
}
