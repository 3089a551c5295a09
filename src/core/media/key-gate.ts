/**
 * Lets pictures through from a key picture on, and shuts when one is lost: what follows a lost picture would be shown
 * false until the next key picture.
 */
export class KeyGate {
  #open = false;
  #dropped = 0;

  /**
   * @param key whether this picture is a key picture
   * @param room whether the next stage can take it now
   * @returns whether to pass it on; a refused picture is counted
   */
  admit(key: boolean, room: boolean): boolean {
    this.#open = room && (this.#open || key);
    if (!this.#open) this.#dropped++;
    return this.#open;
  }

  /** Waits for the next key picture from here on. */
  shut(): void {
    this.#open = false;
  }

  /** Pictures refused so far. */
  get dropped(): number {
    return this.#dropped;
  }
}
