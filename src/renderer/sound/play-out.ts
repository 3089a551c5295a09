/** Between the last piece that came late and the play-out: what an unlucky thread costs. */
const MARGIN_US = 10_000;
/** What is heard follows what is said by no more, however late pieces come. */
const MOST_DELAY_US = 1_000_000;
/** As long as a delay's reason is remembered. */
const MEMORY_US = 2_000_000;
/** A piece that would begin so near the end of the one before is joined to it: two clocks are never quite alike. */
const JOIN_US = 15_000;

/** A piece of sound that is to be played: µs, on the viewer's clock but for the length. */
export interface Piece {
  /** When its first sample was taken. */
  readonly takenUs: number;
  /** The earliest time at which anything that is given out now can be heard. */
  readonly nowUs: number;
  readonly lengthUs: number;
  /** How long after it was taken the stream's picture is shown; `undefined` where none is. */
  readonly pictureDelayUs: number | undefined;
}

/**
 * Decides when pieces of sound are heard: as long after they were taken as the stream's pictures are shown, or later where
 * pieces come later than that. The buffer is as small as the last seconds allow, and never holds a picture.
 */
export class PlayOut {
  #lateness: { readonly us: number; readonly atUs: number }[] = [];
  #endUs: number | undefined;
  #delayUs = 0;

  /** From taken to heard, of the last piece. µs. */
  get delayUs(): number {
    return this.#delayUs;
  }

  /** @returns when the piece begins, on the viewer's clock; `undefined` where it comes too late to be heard */
  place({ takenUs, nowUs, lengthUs, pictureDelayUs }: Piece): number | undefined {
    this.#remember(nowUs - takenUs, nowUs);
    const needUs = (this.#lateness[0]?.us ?? 0) + MARGIN_US;
    const delayUs = Math.min(MOST_DELAY_US, Math.max(pictureDelayUs ?? 0, needUs));
    const wishUs = takenUs + delayUs;
    const endUs = this.#endUs;
    const joined = endUs !== undefined && Math.abs(wishUs - endUs) < JOIN_US && endUs >= nowUs;
    const startUs = joined ? endUs : wishUs;
    // What is already being heard is not said twice.
    if (startUs < nowUs || (endUs !== undefined && startUs < endUs - JOIN_US)) return undefined;
    this.#endUs = startUs + lengthUs;
    this.#delayUs = startUs - takenUs;
    return startUs;
  }

  /** Keeps the latest piece of the last seconds in front: each entry is later than those that came behind it. */
  #remember(us: number, atUs: number): void {
    this.#lateness = this.#lateness.filter((entry) => entry.us > us && entry.atUs > atUs - MEMORY_US);
    this.#lateness.push({ us, atUs });
  }
}
