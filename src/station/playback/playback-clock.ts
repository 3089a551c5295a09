import { nowUs } from '../clock';

/** Which moment is played now: runs at a rate from where it was set. The same orders give several streams one step. */
export class PlaybackClock {
  readonly #now: () => number;
  #atUs = 0;
  #setUs = 0;
  #rate = 0;

  /** @param now µs, monotonic */
  constructor(now = nowUs) {
    this.#now = now;
  }

  get rate(): number {
    return this.#rate;
  }

  get us(): number {
    return this.#atUs + (this.#now() - this.#setUs) * this.#rate;
  }

  set(atUs: number, rate: number): void {
    this.#atUs = atUs;
    this.#rate = rate;
    this.#setUs = this.#now();
  }

  /** How long until a moment is played, in µs; negative where it is past. */
  until(us: number): number {
    return (us - this.us) / this.#rate;
  }
}
