import { isEntry } from '../../media/access-unit';
import { DecoderStart, type FedPicture } from './decoder-start';

/**
 * Stands before a decoder: gives it a stream's pictures so that it can begin at any entry. From an IDR picture on it is given
 * them as they come.
 */
export class DecoderFeed<P extends FedPicture> {
  readonly #give: (picture: P) => void;
  #start: DecoderStart<P> | undefined;

  /** @param give takes each picture that the decoder is to have, a hidden one too */
  constructor(give: (picture: P) => void) {
    this.#give = give;
  }

  /**
   * Takes the next picture.
   *
   * @param begins the decoder has nothing to go on from, as far as the caller knows
   */
  next(picture: P, begins: boolean): void {
    const isStart = !picture.key && (begins || picture.afterLoss === true) && isEntry(picture);
    if (isStart) this.#start = new DecoderStart(picture);
    const start = this.#start;
    if (!start) return this.#give(picture);
    for (const fed of start.next(picture)) this.#give(fed);
    if (start.isDone) this.#start = undefined;
  }

  /** Forgets what began: another stream follows. */
  reset(): void {
    this.#start = undefined;
  }
}
