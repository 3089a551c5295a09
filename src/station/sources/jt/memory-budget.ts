import type { FrameMemory } from '#core/protocols/jt1078/frame-assembler';

/** Bytes that all unfinished frames together may take. */
export class MemoryBudget implements FrameMemory {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#left += bytes;
  }
}
