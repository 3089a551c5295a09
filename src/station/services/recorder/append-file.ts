import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { PRIVATE_FILE, setMode } from '../../file-mode';
import { isInPlace, placeOf } from '../../file-place';
import { turnsOf } from './disk-turns';

/** A file that only grows. What it was given whole stays whole: a piece that did not fit is taken off again. */
export class AppendFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #turns: ReturnType<typeof turnsOf>;
  #bytes = 0;

  private constructor(file: string, handle: FileHandle) {
    this.path = file;
    this.#handle = handle;
    this.#turns = turnsOf(path.dirname(file));
  }

  /**
   * Its name lasts through a loss of power once somebody calls `syncFolder`.
   *
   * @param mode its rights
   * @throws with code `EEXIST` where there is one of that name: nothing is ever overwritten
   */
  static async create(file: string, mode = PRIVATE_FILE): Promise<AppendFile> {
    const handle = await open(file, 'wx', PRIVATE_FILE);
    await setMode(handle, mode);
    return new AppendFile(file, handle);
  }

  /** Bytes that were written whole. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws the system's error (`ENOSPC` …); the file then ends where it did before */
  append(parts: readonly Uint8Array[]): Promise<void> {
    return this.#turns.take(() => this.#append(parts));
  }

  async #append(parts: readonly Uint8Array[]): Promise<void> {
    const wanted = parts.reduce((sum, part) => sum + part.length, 0);
    try {
      const { bytesWritten } = await this.#handle.writev([...parts], this.#bytes);
      // A short write is how a nearly full disk begins to refuse.
      if (bytesWritten < wanted) await this.#appendRest(parts, bytesWritten);
      this.#bytes += wanted;
    } catch (error) {
      await this.#handle.truncate(this.#bytes).catch(() => undefined);
      throw error;
    }
  }

  async #appendRest(parts: readonly Uint8Array[], written: number): Promise<void> {
    let rest = Buffer.concat(parts).subarray(written);
    let at = this.#bytes + written;
    while (rest.length > 0) {
      const { bytesWritten } = await this.#handle.write(rest, 0, rest.length, at);
      if (bytesWritten === 0) throw Object.assign(new Error('the disk takes no more'), { code: 'ENOSPC' });
      rest = rest.subarray(bytesWritten);
      at += bytesWritten;
    }
  }

  /** Writes over a few bytes that were left for it. */
  async patch(bytes: Uint8Array, at: number): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, at);
  }

  /** What was written survives a loss of power from here on. */
  async sync(): Promise<void> {
    await this.#turns.take(() => this.#handle.datasync());
  }

  /** Whether its path leads to it; see `isInPlace`. */
  isInPlace(): Promise<boolean> {
    return this.#turns.take(() => isInPlace(this.#handle, this.path));
  }

  /** Where it lies now; see `placeOf`. */
  place(): Promise<string | undefined> {
    return placeOf(this.#handle, this.path);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Takes it away again, as if it had never been begun. */
  async discard(): Promise<void> {
    await this.close().catch(() => undefined);
    await rm(this.path, { force: true }).catch(() => undefined);
  }
}

/** A new file's name is in its folder's data, which a loss of power can take too. Not every system allows it. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
