import type { Log } from '../../../log';

const PERIOD_MS = 1000;
/** Kinds of events that are told apart in one period. */
const MAX_KINDS = 50;

/** Says what happens again and again in one line a second, with how often, and from whom last. */
export class SummedLog {
  readonly #log: Log;
  readonly #counts = new Map<string, { count: number; last: string }>();
  #timer: NodeJS.Timeout | undefined;
  #total = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Everything that was ever noted. */
  get total(): number {
    return this.#total;
  }

  /** @param what the kind of event @param whom where it came from: an address, a terminal @param times how often */
  note(what: string, whom: string, times = 1): void {
    this.#total += times;
    const there = this.#counts.get(what);
    if (!there && this.#counts.size >= MAX_KINDS) return;
    this.#counts.set(what, { count: (there?.count ?? 0) + times, last: whom });
    this.#timer ??= setTimeout(() => this.tell(), PERIOD_MS).unref();
  }

  /** Writes down what was noted since the last line. */
  tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#counts.size === 0) return;
    const parts = [...this.#counts].map(([what, { count, last }]) => `${what} (${count}, last from ${last})`);
    this.#counts.clear();
    this.#log.warn(`jt: ${parts.join('; ')}`);
  }
}
