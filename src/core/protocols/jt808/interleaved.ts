import { type Jt808Input, Jt808Splitter } from './splitter';

/** Takes what stands between frames and is none. */
export interface OtherParser {
  /** @returns what is not its own any more, where there is such: it may be void at the next call */
  push(chunk: Uint8Array): Uint8Array | undefined;
}

/**
 * A connection that carries frames of 808 and something else between them, which both 1078 and the attachments of alarms do:
 * both begin with `30 31 63 64`, as no frame does. Neither costs the other a byte, in any chunking.
 */
export class InterleavedSplitter {
  readonly #frames: Jt808Splitter;
  readonly #other: OtherParser;
  readonly #onInput: (input: Jt808Input) => void;
  /** What came last was the other's, and more of it may come. */
  #isOther = false;

  /**
   * @param magic with what the other begins
   * @param onInput hears of frames and faults, at once and in order
   */
  constructor(magic: readonly number[], other: OtherParser, onInput: (input: Jt808Input) => void) {
    this.#frames = new Jt808Splitter(magic);
    this.#other = other;
    this.#onInput = onInput;
  }

  /** Takes what was received. */
  push(chunk: Uint8Array): void {
    for (let left: Uint8Array | undefined = chunk; left && left.length > 0; ) {
      if (this.#isOther) {
        left = this.#other.push(left);
        this.#isOther = left === undefined;
      } else {
        for (const input of this.#frames.push(left)) this.#onInput(input);
        left = this.#frames.takeRest();
        this.#isOther = left !== undefined;
      }
    }
  }
}
