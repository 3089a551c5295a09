import type { OrderCount } from './picture-order-count';

/** A decoder holds no more pictures back (H.264, A.3.1; H.265, A.4.2). */
const MAX_HELD = 16;

interface Held {
  readonly at: number;
  readonly count: number;
}

/** Numbers the pictures of a raw stream in the order in which they are shown, as a decoder gives them out. */
export class Numbering {
  readonly #tell: (at: number, number: number) => void;
  #held: Held[] = [];
  #decoded = 0;
  #number = 0;

  /** @param tell the picture that was decoded as number `at` is shown as number `number`; both from 0 */
  constructor(tell: (at: number, number: number) => void) {
    this.#tell = tell;
  }

  add({ count, begins }: OrderCount): void {
    if (begins) this.end();
    this.#held.push({ at: this.#decoded++, count });
    if (this.#held.length > MAX_HELD) this.#giveFirst();
  }

  /** No more come. */
  end(): void {
    while (this.#held.length > 0) this.#giveFirst();
  }

  #giveFirst(): void {
    let first = 0;
    for (const [at, { count }] of this.#held.entries()) if (count < this.#held[first]!.count) first = at;
    const [held] = this.#held.splice(first, 1);
    if (held) this.#tell(held.at, this.#number++);
  }
}
