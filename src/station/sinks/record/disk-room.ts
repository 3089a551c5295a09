import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** What failed begins again once this much more than the reserve is free. */
const RETRY_RESERVES = 2;

/** How much may still be written where the recordings are. */
export class DiskRoom {
  readonly #folder: string;
  readonly #reserveBytes: number;
  #free: number | undefined;

  /** @param reserveBytes what is left free */
  constructor(folder: string, reserveBytes: number) {
    this.#folder = folder;
    this.#reserveBytes = reserveBytes;
  }

  /** As it was when it was looked at last; `undefined` where nobody says. */
  get freeBytes(): number | undefined {
    return this.#free;
  }

  get isFull(): boolean {
    return this.#free !== undefined && this.#free <= this.#reserveBytes;
  }

  /** Whether what stopped for want of room may begin again: not at the first byte that is free. */
  get hasRoomAgain(): boolean {
    return this.#free === undefined || this.#free > this.#reserveBytes * RETRY_RESERVES;
  }

  /** Until it is full at a rate, in seconds; `undefined` where that is not known. */
  secondsLeft(bitsPerSecond: number): number | undefined {
    if (this.#free === undefined || bitsPerSecond < 1) return undefined;
    return Math.max(0, ((this.#free - this.#reserveBytes) * 8) / bitsPerSecond);
  }

  async look(): Promise<void> {
    this.#free = await freeBytes(this.#folder);
  }
}

/** Bytes that this user may still write where a folder is, or will be; `undefined` where nobody says. */
export async function freeBytes(folder: string): Promise<number | undefined> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await statfs(at).catch(() => undefined);
    if (found) return found.bavail * found.bsize;
    if (path.dirname(at) === at) return undefined;
  }
}
