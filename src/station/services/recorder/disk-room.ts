import { SmoothRate } from '#core/media/smooth-rate';
import { nowUs } from '../../clock';
import { freeBytes } from '../../free-bytes';
import { inTime } from './in-time';

/** What failed begins again once this much more than the reserve is free. */
const RETRY_RESERVES = 2;
/** Over how long the rate of what is recorded is taken: it leaps with every key picture. */
const RATE_OVER_US = 20e6;
/** A disk that refused is not tried again before. */
const REFUSED_US = 8e6;
/** A change of what is free that is seen. */
const NEWS = 0.005;

/** How much may still be written where the recordings are. */
export class DiskRoom {
  readonly folder: string;
  readonly #reserveBytes: number;
  readonly #rate = new SmoothRate(RATE_OVER_US);
  #asked: Promise<unknown> | undefined;
  #free: number | undefined;
  #reportedFree = Number.NaN;
  #refused: { readonly fault: unknown; readonly us: number } | undefined;

  /** @param reserveBytes what is left free */
  constructor(folder: string, reserveBytes: number) {
    this.folder = folder;
    this.#reserveBytes = reserveBytes;
  }

  /** It cannot be written: it is left alone for some seconds. */
  refuse(fault: unknown): void {
    this.#refused = { fault, us: nowUs() };
  }

  /** Why it is left alone at the moment. */
  get refused(): { readonly fault: unknown } | undefined {
    return this.#refused && nowUs() - this.#refused.us < REFUSED_US ? this.#refused : undefined;
  }

  /** Asks something of the disk. @returns what it refused with, or that it does not answer; `undefined` if all is well */
  async ask(question: () => Promise<unknown>): Promise<unknown> {
    // One that hangs is not asked twice: each question holds a thread.
    while (this.#asked) {
      const answered = this.#asked.then(() => true);
      if (!(await inTime(answered, false))) return silence();
    }
    this.#asked = question().then(
      () => undefined,
      (fault: unknown) => fault ?? silence(),
    );
    const asked = this.#asked.finally(() => {
      this.#asked = undefined;
    });
    return await inTime(asked, silence());
  }

  /** As it was when it was looked at last; `undefined` where that is not known. */
  get freeBytes(): number | undefined {
    return this.#free;
  }

  get isFull(): boolean {
    return this.#free !== undefined && this.#free <= this.#reserveBytes;
  }

  /** Whether what stopped for want of room may begin again: not at the first byte that is free. */
  get hasRoomAgain(): boolean {
    return this.#free === undefined || this.#free > this.#reserveBytes * RETRY_RESERVES;
  }

  /** Until it is full at a rate, in seconds; `undefined` where that is not known. */
  secondsLeft(bitsPerSecond: number): number | undefined {
    const rate = this.#rate.add(bitsPerSecond, nowUs());
    if (this.#free === undefined || rate < 1) return undefined;
    return Math.max(0, ((this.#free - this.#reserveBytes) * 8) / rate);
  }

  async look(): Promise<void> {
    await this.ask(() => this.measure());
  }

  /** As `look`, without a bound of time. */
  async measure(): Promise<void> {
    this.#free = await freeBytes(this.folder);
  }

  /** Whether so much more or less is free than at the last call that people should be told. */
  isNews(): boolean {
    const free = this.#free ?? Number.NaN;
    if (Math.abs(free - this.#reportedFree) <= NEWS * this.#reportedFree) return false;
    this.#reportedFree = free;
    return !Number.isNaN(free);
  }
}

function silence(): Error {
  // not shown: told by its code
  return Object.assign(new Error('the disk does not answer'), { code: 'ETIMEDOUT' });
}
