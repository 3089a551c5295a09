/** Ten seconds at 30 a second: cameras that send key pictures at all send one by then. */
const LONG_PICTURES = 300;

/** Counts the pictures since the last one with which decoding could begin. */
export class EntryWait {
  #pictures = 0;

  /** @param begins whether decoding may begin at this picture */
  see(begins: boolean): void {
    this.#pictures = begins ? 0 : this.#pictures + 1;
  }

  /** No camera that sends entries at all makes one wait for so many. */
  get isLong(): boolean {
    return this.#pictures >= LONG_PICTURES;
  }
}
