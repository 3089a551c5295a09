/** What one part of the station does for others, by a key that keeps its type: what a service provides, another finds. */
export class Capability<T> {
  /** For people who look into the program. */
  readonly name: string;
  readonly #provided = new WeakMap<Capabilities, T>();

  constructor(name: string) {
    this.name = name;
  }

  in(capabilities: Capabilities): T | undefined {
    return this.#provided.get(capabilities);
  }

  provide(capabilities: Capabilities, value: T): void {
    this.#provided.set(capabilities, value);
  }

  withdraw(capabilities: Capabilities, value: T): void {
    if (this.#provided.get(capabilities) === value) this.#provided.delete(capabilities);
  }
}

/** What the services of one station provide. */
export class Capabilities {
  /** `undefined` where no service provides it, or not any more. */
  get<T>(capability: Capability<T>): T | undefined {
    return capability.in(this);
  }

  /** Provides a capability; the newest counts. Returns the withdrawal. */
  provide<T>(capability: Capability<T>, value: T): () => void {
    capability.provide(this, value);
    return () => capability.withdraw(this, value);
  }
}
