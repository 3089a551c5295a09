import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileNameOf } from '#core/names';
import type { Log } from '../../log';

/** Files of one stream; the next takes the place of the oldest. */
const MAX_FILES = 1000;
/** Frames that wait for the disk. */
const MAX_WAITING = 8;

/** A stream's folder's name. */
const MAX_NAME_BYTES = 200;

/** Keeps the last frames of a stream as files: `<folder>/<stream>/frame-0000.jpg` to `-0999.jpg`, in a ring. */
export class FrameFiles {
  readonly #folder: string;
  readonly #log: Log;
  readonly #most: number;
  #next = 0;
  #waiting = 0;
  #turn: Promise<unknown>;
  #failed = false;
  /** Frames that the disk was too slow for. */
  skipped = 0;

  constructor({ folder, stream, log, most = MAX_FILES }: { folder: string; stream: string; log: Log; most?: number }) {
    this.#folder = path.join(folder, fileNameOf(stream.replace(/[^\p{L}\p{N}._-]+/gu, '_'), MAX_NAME_BYTES, '_'));
    this.#log = log;
    this.#most = most;
    this.#turn = mkdir(this.#folder, { recursive: true }).catch((error: unknown) => this.#fail(error));
  }

  take(jpeg: Uint8Array): void {
    if (this.#failed || this.#waiting >= MAX_WAITING) {
      this.skipped++;
      return;
    }
    const file = path.join(this.#folder, `frame-${String(this.#next++ % this.#most).padStart(4, '0')}.jpg`);
    this.#waiting++;
    this.#turn = this.#turn
      .then(() => writeFile(file, jpeg))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#waiting--);
  }

  /** Resolves when all that was taken is written. */
  async written(): Promise<void> {
    await this.#turn;
  }

  /** A disk that is full stays so for a time: frames go on without files. */
  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#log.warn(`frames are no longer kept in ${this.#folder}: ${error instanceof Error ? error.message : error}`);
  }
}
