import { type Fared, RateChoice, type Rates } from './rate-choice';
import { SizeChoice } from './size-choice';
import type { TakenSize } from './taken-size';

/** How a sender is to encode from here on, in place of what it was asked before. What is absent it chooses itself. */
export interface Encoding extends Rates {
  /** The box that its pictures are to lie within; both or neither. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Decides what to ask a sender for, from what its stream is taken for and how its pictures fare. */
export class EncodingChoice {
  readonly #size = new SizeChoice();
  readonly #rate = new RateChoice();
  #asked: Encoding = {};

  /** To be called some times a second. @returns what to ask for now; `undefined` while that is what was asked for last */
  look(taken: TakenSize, fared: Fared, nowUs: number): Encoding | undefined {
    const next: Encoding = { ...this.#size.choose(taken, nowUs), ...this.#rate.choose(fared, nowUs) };
    if (isSame(next, this.#asked)) return undefined;
    this.#asked = next;
    return next;
  }
}

function isSame(a: Encoding, b: Encoding): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.bitsPerSecond === b.bitsPerSecond &&
    a.framesPerSecond === b.framesPerSecond
  );
}
