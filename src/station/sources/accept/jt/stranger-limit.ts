import { isLoopback } from '#core/settings/endpoint';

/** Connections that have shown nothing yet, at a time. */
const MAX = 2048;
/** From one address: a mobile network may put all its terminals behind one. */
const MAX_PER_ADDRESS = 256;

/** Holds connections of unknown terminals to so many, so that a flood of them keeps no terminal out that is there. */
export class StrangerLimit {
  readonly #byAddress = new Map<string, number>();
  #count = 0;

  /** @returns what to call when it is known, or has gone, once or more; `undefined` where there is no room */
  enter(address: string): (() => void) | undefined {
    const there = this.#byAddress.get(address) ?? 0;
    const isTooMuch = there >= MAX_PER_ADDRESS && !isLoopback(address);
    if (this.#count >= MAX || isTooMuch) return undefined;
    this.#count++;
    this.#byAddress.set(address, there + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.#count--;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    };
  }
}
