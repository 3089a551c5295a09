/** Pictures sent and not yet acknowledged: a group's worth, so that a step back is one round trip. */
const WINDOW = 64;
/** Share of the window. */
const BUSY = 0.75;

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

  /** Whether the link is full of what was not acknowledged yet. */
  get isBusy(): boolean {
    return this.#inFlight > WINDOW * BUSY;
  }

  /** Resolves when there is room for one more, or none is needed. */
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
