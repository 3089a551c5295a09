import { Listeners } from '#core/listeners';

/** Whether a stream is wanted: it is as long as at least one holds it. */
export class Demand {
  readonly #listeners = new Listeners<boolean>();
  #holders = 0;

  /** Whether at least one watches, or holds the stream. */
  get wanted(): boolean {
    return this.#holders > 0;
  }

  /** Has the stream wanted until the release that it returns, which may be called again. */
  hold(): () => void {
    this.#holders++;
    if (this.#holders === 1) this.#listeners.notify(true);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders--;
      if (this.#holders === 0) this.#listeners.notify(false);
    };
  }

  /** Calls back when the first holds it, and when the last has let go. @returns the unsubscribe */
  onWanted(listener: (wanted: boolean) => void): () => void {
    return this.#listeners.subscribe(listener);
  }
}
