/**
 * Lets pictures through from an entry on, and shuts when one is lost: what follows a lost picture would be shown false until
 * decoding begins anew.
 */
export class KeyGate {
  #open = false;
  #dropped = 0;

  /**
   * @param entry whether decoding may begin at this picture
   * @param room whether the next stage can take it now
   * @returns whether to pass it on; a refused picture is counted
   */
  admit(entry: boolean, room: boolean): boolean {
    this.#open = room && (this.#open || entry);
    if (!this.#open) this.#dropped++;
    return this.#open;
  }

  /** Whether the last picture was let through: the next one follows it. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Waits for the next entry from here on. */
  shut(): void {
    this.#open = false;
  }

  /** Pictures refused so far. */
  get dropped(): number {
    return this.#dropped;
  }
}
