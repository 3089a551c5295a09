/** Saves a value that changes: one save at a time, and of the values that come meanwhile the last alone. */
export class LatestSave<T> {
  readonly #save: (value: T) => Promise<void>;
  #next: { readonly value: T } | undefined;
  #saving: Promise<void> | undefined;

  /** @param save never rejects */
  constructor(save: (value: T) => Promise<void>) {
    this.#save = save;
  }

  /** Saves it soon. */
  put(value: T): void {
    this.#next = { value };
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = undefined;
    });
  }

  /** Resolves when what was put last is saved. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  async #saveAll(): Promise<void> {
    while (this.#next) {
      const { value } = this.#next;
      this.#next = undefined;
      await this.#save(value);
    }
  }
}
