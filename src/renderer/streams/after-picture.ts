/** What is drawn over the picture changes ten times a second at most: as often as telemetry comes, and an eye follows. */
const APART_MS = 95;
/** With no picture to follow, what is to be done is done by then. */
const AT_LAST_MS = 100;

/**
 * Puts off what makes the page draw until just after a picture was shown.
 *
 * A page is drawn at the display's next refresh, and a picture that comes while that is under way waits for the one after:
 * up to 17 ms at 60 Hz. Behind a picture there is time until the next (bench/latency, 640x480@30 in Electron: p95 15.8 →
 * 6 ms).
 */
export class AfterPicture {
  readonly #waiting = new Map<string, () => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** Does `act` soon. One that waits under the same name is replaced: the newest counts. */
  later(name: string, act: () => void): void {
    this.#waiting.set(name, act);
    this.#timer ??= setTimeout(() => this.#do(), AT_LAST_MS);
  }

  /** A picture was shown: now is the time, unless the last was too lately. */
  shown(): void {
    if (this.#waiting.size > 0 && performance.now() - this.#lastMs >= APART_MS) this.#do();
  }

  /** Forgets what waits. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #do(): void {
    const acts = [...this.#waiting.values()];
    this.clear();
    this.#lastMs = performance.now();
    for (const act of acts) act();
  }
}
