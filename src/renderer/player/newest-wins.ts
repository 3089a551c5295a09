/** Something that must be closed by its owner, such as a `VideoFrame`. */
export interface Closable {
  close(): void;
}

/**
 * One item being written, one waiting; a third closes the second. The delay between an item's arrival and its turn is
 * never more than one write.
 *
 * Ownership: `offer` takes the item. It goes to `write`, which owns it from then on, or it is closed here.
 */
export class NewestWins<T extends Closable> {
  readonly #write: (item: T) => Promise<void>;
  #writing = false;
  #waiting: T | undefined;
  #closed = false;
  #replaced = 0;

  constructor(write: (item: T) => Promise<void>) {
    this.#write = write;
  }

  /** Items closed because a newer one came before their turn. */
  get replaced(): number {
    return this.#replaced;
  }

  offer(item: T): void {
    if (this.#closed) {
      item.close();
      return;
    }
    if (this.#writing) {
      if (this.#waiting) {
        this.#waiting.close();
        this.#replaced += 1;
      }
      this.#waiting = item;
      return;
    }
    void this.#run(item);
  }

  /** Closes the item that waits. One that is being written belongs to `write`. */
  close(): void {
    this.#closed = true;
    this.#waiting?.close();
    this.#waiting = undefined;
  }

  async #run(first: T): Promise<void> {
    this.#writing = true;
    for (let item: T | undefined = first; item; item = this.#next()) {
      try {
        await this.#write(item);
      } catch {
        // A write that fails must not stop the next one; `write` has its own remedy.
      }
    }
    this.#writing = false;
  }

  #next(): T | undefined {
    const item = this.#waiting;
    this.#waiting = undefined;
    return item;
  }
}
