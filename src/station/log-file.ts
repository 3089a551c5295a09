import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { PRIVATE_FILE } from './file-mode';

const MAX_BYTES = 5 * 2 ** 20;
/** The file itself, and those before it: `NAME.1` is the newest of them. */
const FILES = 5;
/** Lines that wait for a disk which does not take them; more are left out, and their number is written. */
const MAX_WAITING_BYTES = 2 ** 20;

export interface LogFileOptions {
  readonly maxBytes?: number;
  readonly files?: number;
}

/**
 * A log that keeps to 5 files of 5 MiB, for this user alone. Taking a line never waits for the disk; what waits at the
 * process's end is written then. A disk that refuses costs lines and nothing else.
 */
export class LogFile {
  readonly #file: string;
  readonly #maxBytes: number;
  readonly #files: number;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #leftOut = 0;
  #bytes: number;
  #writing: Promise<void> | undefined;

  constructor(file: string, { maxBytes = MAX_BYTES, files = FILES }: LogFileOptions = {}) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#files = files;
    this.#bytes = prepare(file);
    process.once('exit', () => this.#writeRest());
  }

  /** @param line without its end */
  write(line: string): void {
    if (this.#waitingBytes > MAX_WAITING_BYTES) {
      this.#leftOut++;
      return;
    }
    this.#take(line);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when all that was taken is written, or given up. */
  async written(): Promise<void> {
    await this.#writing;
  }

  #take(line: string): void {
    this.#waiting.push(`${line}\n`);
    this.#waitingBytes += line.length + 1;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const text = this.#next();
      try {
        this.#rotate(text);
        await appendFile(this.#file, text, { mode: PRIVATE_FILE });
      } catch {
        // There is no other place to say so: standard error has the lines, too.
      }
    }
  }

  #next(): string {
    // not shown: a line of the log
    if (this.#leftOut > 0) this.#take(`… ${this.#leftOut} lines were left out`);
    this.#leftOut = 0;
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#waitingBytes = 0;
    return text;
  }

  #rotate(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.#bytes > 0 && this.#bytes + bytes > this.#maxBytes) {
      rmSync(this.#name(this.#files - 1), { force: true });
      for (let number = this.#files - 2; number >= 0; number--) move(this.#name(number), this.#name(number + 1));
      this.#bytes = 0;
    }
    this.#bytes += bytes;
  }

  #name(number: number): string {
    return number === 0 ? this.#file : `${this.#file}.${number}`;
  }

  #writeRest(): void {
    if (this.#waiting.length === 0) return;
    try {
      appendFileSync(this.#file, this.#next(), { mode: PRIVATE_FILE });
    } catch {
      // As above.
    }
  }
}

/** @returns how long the file is that is there */
function prepare(file: string): number {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return statSync(file).size;
  } catch {
    return 0;
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There are fewer yet.
  }
}
