import type { PictureTimes } from './shown-picture';

/** More than any decoder and screen hold together; older entries were never shown and never will be. */
const MAX = 256;
/** Timestamps travel as doubles in seconds through the video element; beyond this they would not come back exact. */
const LARGEST_US = 2 ** 50;

/** Names of one run lie so far behind those of the one before: pictures that are shown before a run's first are named, too. */
const APART_US = 10e6;

/** Names each picture by a timestamp of its own, and remembers its times until it was shown. Bounded. */
export class PictureLog {
  readonly #times = new Map<number, PictureTimes>();
  #last = 0;
  /** What a run's names are later than its pictures' times, and which run that is. */
  #shiftUs = 0;
  #run: number | undefined;

  get size(): number {
    return this.#times.size;
  }

  /**
   * @returns the picture's timestamp: its receive time in whole µs, moved on where that would not be unique and rising
   *   (two pictures in one µs; a station that started again with its clock at zero). Of pictures that are played back, which
   *   may come in another order than they are shown, the names have the order and the distances in which they are shown.
   */
  enter(picture: Omit<PictureTimes, 'pushedUs' | 'decodedUs'> & { readonly key?: boolean }, pushedUs: number): number {
    const preferred = picture.run === undefined ? Math.round(picture.receiveUs) : this.#timestampInRun(picture);
    const isFree =
      preferred > this.#last || (picture.run !== undefined && preferred > 0 && !this.#times.has(preferred));
    const timestamp = isFree && preferred < LARGEST_US ? preferred : this.#last + 1;
    this.#last = Math.max(this.#last, timestamp);
    this.#run = picture.run;
    const { receiveUs, captureUs, sentUs, run, hidden } = picture;
    this.#times.set(timestamp, {
      receiveUs,
      pushedUs,
      ...(captureUs === undefined ? {} : { captureUs }),
      ...(sentUs === undefined ? {} : { sentUs }),
      ...(run === undefined ? {} : { run }),
      ...(hidden ? { hidden } : {}),
    });
    if (this.#times.size > MAX) {
      for (const oldest of this.#times.keys()) {
        this.#times.delete(oldest);
        break;
      }
    }
    return timestamp;
  }

  /** A run begins behind all names so far, and so does a key picture that was given before. */
  #timestampInRun({
    run,
    receiveUs,
    key,
  }: {
    readonly run?: number;
    readonly receiveUs: number;
    readonly key?: boolean;
  }): number {
    const isAgain = key === true && Math.round(receiveUs + this.#shiftUs) <= this.#last;
    if (run !== this.#run || isAgain) this.#shiftUs = this.#last + APART_US - receiveUs;
    return Math.round(receiveUs + this.#shiftUs);
  }

  /** @returns when the picture was received */
  decoded(timestamp: number, decodedUs: number): number | undefined {
    const times = this.#times.get(timestamp);
    if (times) this.#times.set(timestamp, { ...times, decodedUs });
    return times?.receiveUs;
  }

  /** Whether a picture belongs to a run, and is to be shown. One that is forgotten counts as live. */
  isShown(timestamp: number, run: number | undefined): boolean {
    const times = this.#times.get(timestamp);
    return times?.run === run && !times?.hidden;
  }

  /** The times of a picture that was shown, which are forgotten with it. */
  shown(timestamp: number): PictureTimes | undefined {
    const times = this.#times.get(timestamp);
    this.#times.delete(timestamp);
    return times;
  }

  /** Forgets the times, not the names: a timestamp is never given twice. */
  clear(): void {
    this.#times.clear();
  }
}
