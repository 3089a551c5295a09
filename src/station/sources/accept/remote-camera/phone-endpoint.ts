import type { PhonesState } from '#contracts/phones';
import { Listeners } from '#core/listeners';
import { Capability } from '../../../capability';

export const PHONES = new Capability<PhoneEndpoint>('phones');

/** Where phones may come, for those who show it to people. Shut until a listener says that it is open. */
export class PhoneEndpoint {
  #state: PhonesState | undefined;
  readonly #listeners = new Listeners();

  /** `undefined` where no phone can come. */
  get state(): PhonesState | undefined {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** @param state `undefined`: it is shut */
  become(state: PhonesState | undefined): void {
    this.#state = state;
    this.#listeners.notify();
  }

  /** So many phones are connected now. */
  count(connected: number): void {
    if (this.#state && this.#state.connected !== connected) this.become({ ...this.#state, connected });
  }
}
