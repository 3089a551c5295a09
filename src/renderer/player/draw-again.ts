/** What can be given to a track twice, such as a `VideoFrame`. */
export interface Repeatable {
  clone(): this;
  close(): void;
}

/** Frames that come closer than this may fall into one refresh of a display of 60 Hz, and into its rest of the next. */
const SAME_REFRESH_MS = 25;
/** Two refreshes and a little more: the frame before has been drawn by then. */
const AGAIN_MS = 40;

/**
 * Gives a frame to the screen a second time that came directly behind another one, where none follows it.
 *
 * Chromium (156, with a generated track) draws no frame that comes while the one before is on its way to the display, and
 * tells by `requestVideoFrameCallback` that it did; the next frame is drawn again. So the last picture before a pause, or
 * before a camera falls silent, would not be seen: 28 of 80 pauses (docs/decisions/0015).
 */
export class DrawAgain<T extends Repeatable> {
  readonly #write: (frame: T) => void;
  #kept: T | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** @param write takes the frame over */
  constructor(write: (frame: T) => void) {
    this.#write = write;
  }

  /** A frame is about to be written. It stays the caller's. @param nowMs on a clock that does not go back */
  beforeWrite(frame: T, nowMs: number): void {
    this.close();
    const isSoon = nowMs - this.#lastMs < SAME_REFRESH_MS;
    this.#lastMs = nowMs;
    if (!isSoon) return;
    this.#kept = frame.clone();
    this.#timer = setTimeout(() => {
      const kept = this.#kept;
      this.#kept = undefined;
      if (kept) this.#write(kept);
    }, AGAIN_MS);
  }

  /** Lets go of what is kept. */
  close(): void {
    clearTimeout(this.#timer);
    this.#kept?.close();
    this.#kept = undefined;
  }
}
