/** Pictures sent and not yet acknowledged: a group's worth, so that a step back is one round trip. */
const WINDOW = 64;

/** Holds playback back while its viewer has not taken in what it was sent. Nothing is lost: the past does not run away. */
export class AcknowledgedFlow {
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  sent(): void {
    this.#inFlight++;
  }

  acknowledge(pictures: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - pictures);
    if (this.#inFlight < WINDOW) this.release();
  }

  /** Resolves when there is room for one more, or nobody needs any. */
  room(): Promise<void> {
    if (this.#inFlight < WINDOW) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Lets everybody go who waits. */
  release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}
