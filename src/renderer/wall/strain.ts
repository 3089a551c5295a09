/** What became of pictures so far, over all that are decoded. */
export interface StrainFigures {
  readonly decoded: number;
  /** Frames that a newer one overtook before the screen. */
  readonly late: number;
  /** Pictures dropped because the decoder was behind. */
  readonly behind: number;
}

/** Bad seconds in a row until the machine cannot keep up; one alone is a hiccup. */
const BAD_SECONDS = 3;
/** Good seconds in a row until everything is tried again. Doubled with each relapse, up to the most. */
const GOOD_SECONDS = 20;
const MOST_GOOD_SECONDS = 320;
/** Overtaken frames among the decoded, above which a second is bad. */
const LATE_SHARE = 0.25;

/** Tells from one reading a second whether the machine keeps up with all that it is to decode and draw. */
export class Strain {
  #before: StrainFigures | undefined;
  #bad = 0;
  #good = 0;
  #needed = GOOD_SECONDS;
  #strained = false;

  /** Whether less should be decoded. */
  get isStrained(): boolean {
    return this.#strained;
  }

  /** @returns whether less should be decoded from here on */
  second(figures: StrainFigures): boolean {
    const before = this.#before;
    this.#before = figures;
    // Figures fall when a picture leaves the wall: such a second says nothing.
    if (!before || figures.decoded < before.decoded || figures.behind < before.behind) return this.#strained;
    const decoded = figures.decoded - before.decoded;
    const isBad = figures.behind > before.behind || figures.late - before.late > decoded * LATE_SHARE;
    this.#bad = isBad ? this.#bad + 1 : 0;
    this.#good = isBad ? 0 : this.#good + 1;
    if (!this.#strained && this.#bad >= BAD_SECONDS) {
      this.#strained = true;
    } else if (this.#strained && this.#good >= this.#needed) {
      this.#strained = false;
      this.#needed = Math.min(MOST_GOOD_SECONDS, this.#needed * 2);
    }
    return this.#strained;
  }

  /** Other pictures are shown: what was is no measure of what will be. */
  restart(): void {
    this.#before = undefined;
    this.#bad = 0;
    this.#good = 0;
    this.#needed = GOOD_SECONDS;
    this.#strained = false;
  }
}
