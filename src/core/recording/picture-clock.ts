import type { AccessUnit } from '../media/access-unit';

/** A picture is not taken after it arrived; measured offsets are off by some ms. */
const MAX_EARLY_US = 50_000;
/** A capture time farther back than this is a fault of the offset, not of the link. */
const MAX_LATE_US = 30e6;
/** B pictures are shown before pictures that came before them, by less than this. */
const LARGEST_STEP_BACK_US = 500_000;

/**
 * The time that a recording gives a picture, in µs on the station's clock: when it was taken where that is known, else when
 * it arrived. Where the host's clock leaps back, the times go on from where they were, by arrival.
 */
export class PictureClock {
  #last: { readonly timeUs: number; readonly receiveUs: number } | undefined;
  #correctionUs = 0;

  timeOf({ captureUs, receiveUs }: Pick<AccessUnit, 'captureUs' | 'receiveUs'>): number {
    const taken = captureUs !== undefined && isPlausible(captureUs, receiveUs) ? captureUs : receiveUs;
    let timeUs = taken + this.#correctionUs;
    const last = this.#last;
    if (last && timeUs < last.timeUs - LARGEST_STEP_BACK_US) {
      this.#correctionUs += last.timeUs + Math.max(0, receiveUs - last.receiveUs) - timeUs;
      timeUs = taken + this.#correctionUs;
    }
    this.#last = { timeUs, receiveUs };
    return timeUs;
  }

  /** A time of sound, which is on the pictures' clock. */
  timeOfAudio(us: number): number {
    return us + this.#correctionUs;
  }
}

function isPlausible(captureUs: number, receiveUs: number): boolean {
  return captureUs <= receiveUs + MAX_EARLY_US && captureUs >= receiveUs - MAX_LATE_US;
}
