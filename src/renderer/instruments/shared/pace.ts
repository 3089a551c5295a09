/** Text that changes faster than this cannot be read, and costs a redraw each time. */
const INTERVAL_MS = 190;
/** With nothing newer behind it, a value that was passed over is shown after this. */
const TRAILING_MS = 2 * INTERVAL_MS;

/**
 * Shows every so many-th of the values that come: one, unless the last was shown too lately. What is passed over is shown
 * by `late`, if nothing newer came by then, so that the last value always stands.
 */
export class Pace<T> {
  #shown: T;
  #shownMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #late: () => void;

  /** @param late asks to be offered the value once more */
  constructor(first: T, nowMs: number, late: () => void) {
    this.#shown = first;
    this.#shownMs = nowMs;
    this.#late = late;
  }

  /** Takes the newest value; returns the one to show. */
  offer(value: T, nowMs: number): T {
    if (value === this.#shown) return value;
    if (nowMs - this.#shownMs >= INTERVAL_MS) {
      this.dispose();
      this.#shown = value;
      this.#shownMs = nowMs;
      return value;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#late();
    }, TRAILING_MS);
    return this.#shown;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
