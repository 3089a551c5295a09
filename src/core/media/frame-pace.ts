/**
 * Lets so many pictures a second through, evenly: one that comes a little early is let through too, so that 30 a second are
 * not halved by a clock that trembles.
 */
export class FramePace {
  readonly #intervalUs: number;
  #dueUs = Number.NEGATIVE_INFINITY;

  constructor(fps: number) {
    this.#intervalUs = 1e6 / fps;
  }

  /** @param nowUs monotonic. @returns whether the picture of this moment is one of those to be sent. */
  admit(nowUs: number): boolean {
    if (nowUs < this.#dueUs - this.#intervalUs / 4) return false;
    // At most one interval is caught up on.
    this.#dueUs = Math.max(this.#dueUs, nowUs - this.#intervalUs) + this.#intervalUs;
    return true;
  }
}
