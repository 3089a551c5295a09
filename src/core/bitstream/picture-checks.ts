import type { PictureEndFinder } from './picture-end/picture-end-finder';

/** How an assembler makes sure that no part of a picture is missing. Without it no picture is looked into. */
export interface PictureChecks {
  /** Reads the slices, of H.264; it must be the one that looks for ends, so that nothing is read twice. */
  readonly finder?: PictureEndFinder;
  /** How much may be read of pictures that were not read for their ends. */
  readonly budget?: ReadingBudget;
}

/**
 * Bounds what is read of pictures that did not need it for their ends, since their next start code was there already: many
 * streams that come in bursts would fill a processor. One budget serves all streams of a process.
 */
export class ReadingBudget {
  readonly #bytesPerSecond: number;
  #left: number;
  #atUs = 0;

  /** @param bytesPerSecond also what may be read at once */
  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#left = bytesPerSecond;
  }

  /** Whether so many bytes may be read now. @param nowUs on any clock that does not go back */
  take(bytes: number, nowUs: number): boolean {
    const passed = Math.max(0, nowUs - this.#atUs);
    this.#atUs = Math.max(nowUs, this.#atUs);
    this.#left = Math.min(this.#bytesPerSecond, this.#left + (passed * this.#bytesPerSecond) / 1e6);
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}
