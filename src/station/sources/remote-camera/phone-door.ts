import type { PhonesState } from '#contracts/phones';

/** Where phones may come, for those who show it to people. Shut until a listener says that it is open. */
export class PhoneDoor {
  #state: PhonesState | undefined;
  readonly #listeners = new Set<() => void>();

  /** `undefined` where no phone can come. */
  get state(): PhonesState | undefined {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param state `undefined`: it is shut */
  become(state: PhonesState | undefined): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** So many phones are connected now. */
  count(connected: number): void {
    if (this.#state && this.#state.connected !== connected) this.become({ ...this.#state, connected });
  }
}
