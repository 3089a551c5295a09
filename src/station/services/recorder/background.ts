import { reasonOf } from '#core/reason-of';
import type { Log } from '../../log';

/** Work that is waited for at the end alone; what fails of it is logged. */
export class Background {
  readonly #log: Log;
  readonly #running = new Set<Promise<void>>();

  constructor(log: Log) {
    this.#log = log;
  }

  add(work: Promise<void>): void {
    const running: Promise<void> = work
      .catch((error: unknown) => this.#log.error(`recorder: ${reasonOf(error)}`))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when all that was added until now is over. */
  async done(): Promise<void> {
    await Promise.all([...this.#running]);
  }
}
