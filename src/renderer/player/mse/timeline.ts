import type { FragmentTime } from '#core/mp4/write/live-fragments';

/** Pictures that come at once, after a stall or at the start, are set apart by this: the decoder runs through them. */
const MIN_US = 1000;
/** What a picture is said to last: it is unknown when the next one comes, and a shorter time would end in a stall. */
const LASTING_US = 1_000_000;

/**
 * Lays pictures on the media's own time line as far apart as they arrived. A buffer refuses to go on where two pictures are
 * further apart than twice what the first was said to last (MSE, coded frame processing, 6), so a longer pause is shortened.
 */
export class Timeline {
  #lastArrivalUs: number | undefined;
  #timeUs = 0;

  /** @param arrivalUs when the picture came, on any clock that never runs backwards */
  next(arrivalUs: number): FragmentTime {
    const apart = this.#lastArrivalUs === undefined ? 0 : arrivalUs - this.#lastArrivalUs;
    if (this.#lastArrivalUs !== undefined) {
      this.#timeUs += Math.round(Math.min(LASTING_US, Math.max(MIN_US, apart)));
    }
    this.#lastArrivalUs = arrivalUs;
    return { timeUs: this.#timeUs, durationUs: LASTING_US };
  }
}
