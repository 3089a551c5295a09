/**
 * Passes on a value at most once an interval: the first at once, then the newest at the end of each interval in which one
 * came. For screen readers, which would otherwise read ten headings a second.
 */
export class Calm {
  #offered: string | undefined;
  #published: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #publish: (value: string) => void;
  readonly #intervalMs: number;

  constructor(publish: (value: string) => void, intervalMs = 1000) {
    this.#publish = publish;
    this.#intervalMs = intervalMs;
  }

  offer(value: string): void {
    this.#offered = value;
    if (this.#timer === undefined) this.#pass();
  }

  /** Publishes nothing more, until the next offer. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #pass = (): void => {
    this.#timer = undefined;
    if (this.#offered === undefined || this.#offered === this.#published) return;
    this.#published = this.#offered;
    this.#publish(this.#offered);
    this.#timer = setTimeout(this.#pass, this.#intervalMs);
  };
}
