import type { Door } from './door';
import type { Access } from './role';

/** How long a token that was taken back may still watch. */
const PERIOD_MS = 2000;

/** Those who stay: WebSockets and answers over time. Whoever's token is taken back is shown out. */
export class Guests {
  readonly #door: Door;
  readonly #staying = new Map<() => void, Access>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(door: Door, periodMs = PERIOD_MS) {
    this.#door = door;
    this.#timer = setInterval(() => this.look(), periodMs).unref();
  }

  /**
   * Keeps an eye on somebody.
   *
   * @param end shows them out
   * @returns to be called when they go by themselves
   */
  stay(access: Access, end: () => void): () => void {
    const leave = () => this.#staying.delete(end);
    this.#staying.set(end, access);
    return leave;
  }

  /** Shows out those who may not stay. */
  look(): void {
    for (const [end, access] of this.#staying) {
      if (this.#door.stillLetsIn(access)) continue;
      this.#staying.delete(end);
      end();
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
