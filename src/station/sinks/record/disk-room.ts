import { SmoothRate } from '#core/media/smooth-rate';
import { nowUs } from '../../clock';
import { freeBytes } from '../../free-bytes';

/** What failed begins again once this much more than the reserve is free. */
const RETRY_RESERVES = 2;
/** Over how long the rate of what is recorded is taken: it leaps with every key picture. */
const RATE_OVER_US = 20e6;
/** A change of what is free that is seen. */
const NEWS = 0.005;

/** How much may still be written where the recordings are. */
export class DiskRoom {
  readonly #folder: string;
  readonly #reserveBytes: number;
  readonly #rate = new SmoothRate(RATE_OVER_US);
  #free: number | undefined;
  #toldFree = Number.NaN;

  /** @param reserveBytes what is left free */
  constructor(folder: string, reserveBytes: number) {
    this.#folder = folder;
    this.#reserveBytes = reserveBytes;
  }

  /** As it was when it was looked at last; `undefined` where nobody says. */
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
    this.#free = await freeBytes(this.#folder);
  }

  /** Whether so much more or less is free than at the last call that people should be told. */
  isNews(): boolean {
    const free = this.#free ?? Number.NaN;
    if (Math.abs(free - this.#toldFree) <= NEWS * this.#toldFree) return false;
    this.#toldFree = free;
    return !Number.isNaN(free);
  }
}
