import type { LinkFailure, LinkState } from '#contracts/link';
import { backOffMs } from '#core/media/back-off';
import { detailOf } from './failure';

/** What a run tells while its link lives. */
export interface LinkEvents {
  /** The connection stands. */
  opened(): void;
  /** Something came. Called for every piece; cheap. */
  data(): void;
}

/** Why a link ended. */
export type LinkEnd = Omit<LinkFailure, 'everData'>;

/**
 * One life of a link: connects, carries, and resolves with the reason when it ends. It never retries and never rejects;
 * `signal` ends it.
 */
export type LinkRun = (signal: AbortSignal, events: LinkEvents) => Promise<LinkEnd>;

export interface SupervisorOptions {
  readonly run: LinkRun;
  /** µs, monotonic. */
  readonly now: () => number;
  readonly onState: (state: LinkState) => void;
  /** 0..1. */
  readonly random?: () => number;
}

/** Keeps one link alive: runs it, and after each end runs it again, ever more patiently until data comes. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #abort = new AbortController();
  #state: LinkState = { state: 'connecting' };
  #wake: (() => void) | undefined;
  #loop: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    this.#loop ??= this.#keep();
  }

  /** Ends a wait between two attempts. */
  retryNow(): void {
    this.#wake?.();
  }

  /** Ends the link for good; resolves when it has let go of everything. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#wake?.();
    await this.#loop;
    this.#enter({ state: 'stopped' });
  }

  async #keep(): Promise<void> {
    const { signal } = this.#abort;
    let failures = 0;
    let failure: LinkFailure | undefined;
    while (!signal.aborted) {
      this.#enter({ state: 'connecting', ...(failure && { failure }) });
      let everData = false;
      const events = {
        opened: () => this.#enter({ state: 'open', sinceUs: this.#options.now() }),
        data: () => {
          everData = true;
          this.#data();
        },
      };
      const end = await this.#options.run(signal, events).catch(faultOfOurs);
      if (signal.aborted) return;
      failures = everData ? 1 : failures + 1;
      failure = { ...end, everData };
      await this.#wait(failure, backOffMs(failures, (this.#options.random ?? Math.random)()));
    }
  }

  #data(): void {
    if (this.#state.state !== 'open') return;
    const first = this.#state.lastDataUs === undefined;
    const state = { ...this.#state, lastDataUs: this.#options.now() };
    // Only the first is news; afterwards the time is kept for who asks.
    if (first) this.#enter(state);
    else this.#state = state;
  }

  #wait(failure: LinkFailure, delayMs: number): Promise<void> {
    this.#enter({ state: 'failed', failure, retryAtUs: this.#options.now() + delayMs * 1000 });
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      this.#wake = undefined;
    });
  }

  #enter(state: LinkState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

/** A run that rejects is wrong; the link must come back all the same. */
function faultOfOurs(error: unknown): LinkEnd {
  return { cause: 'error', detail: detailOf(error instanceof Error ? error.message : String(error)) };
}
