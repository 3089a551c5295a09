/**
 * Functions to be called back, in the order in which they subscribed.
 *
 * One that throws does not keep the others from being called; the first error is thrown once all were, so that it is neither
 * lost nor taken for the fault of somebody else's listener. One that unsubscribes another while they are called, which
 * was not called yet, keeps it from being called.
 */
export class Listeners<T = void> {
  readonly #listeners = new Set<(value: T) => void>();

  get size(): number {
    return this.#listeners.size;
  }

  /** A function that subscribes twice is called twice. @returns the unsubscribe */
  subscribe(listener: (value: T) => void): () => void {
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  notify(value: T): void {
    let failure: { readonly error: unknown } | undefined;
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        failure ??= { error };
      }
    }
    if (failure) throw failure.error;
  }

  clear(): void {
    this.#listeners.clear();
  }
}
