/** Of a time in ms with a fraction, as a share of a picture. */
const ROUNDING = 1e-6;

/**
 * Which picture of the clip is being taken now. The vehicle flies on while it is not watched; a viewer that connects moves it
 * to a key picture, because the host's encoder starts with the connection.
 */
export class Timeline {
  #originMs: number;

  /** @param now milliseconds on a monotonic clock. */
  constructor(
    readonly pictures: number,
    readonly fps: number,
    /** The vehicle's clock. */
    readonly now: () => number,
  ) {
    this.#originMs = now();
  }

  /** Pictures taken since picture 0, counted on through every loop. */
  get count(): number {
    const taken = ((this.now() - this.#originMs) * this.fps) / 1000;
    // A picture that is taken at this very moment must not be missed by a rounding.
    return Math.max(0, Math.floor(taken + ROUNDING));
  }

  /** 0..pictures − 1. */
  get index(): number {
    return this.count % this.pictures;
  }

  /** Picture `index` is taken now. */
  moveTo(index: number): void {
    this.#originMs = this.now() - (index * 1000) / this.fps;
  }

  /** When a picture, by its count, is taken, in milliseconds on the vehicle's clock. */
  takenMs(count: number): number {
    return this.#originMs + (count * 1000) / this.fps;
  }

  /** Milliseconds until a picture, by its count, is taken; negative when that has been. */
  msUntil(count: number): number {
    return this.takenMs(count) - this.now();
  }
}
