/** Functions to be called back, in the order in which they came. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Returns the unsubscribe. */
  add(listener: (value: T) => void): () => void {
    // A wrapper of its own, so that a function given twice is called twice and removed one by one.
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  call(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  clear(): void {
    this.#listeners.clear();
  }
}
