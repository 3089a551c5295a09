import type { LinkFailure, LinkState } from '#contracts/link';
import { backOffMs } from '#core/media/back-off';
import { reasonOf } from '#core/reason-of';
import { detailOf } from './failure';

/** What a run tells while its link lives. */
export interface LinkEvents {
  /** The connection stands. */
  opened(): void;
  /** Something came. Called for every piece; cheap. */
  data(): void;
}

/** Why a link ended. */
export type LinkEnd = Omit<LinkFailure, 'everData'> & {
  /** Another connection gives data already: the next run takes it, at once. */
  readonly hasNext?: true;
};

/**
 * One life of a link: connects, carries, and resolves with the reason when it ends. It never retries and never rejects;
 * `signal` ends it.
 */
export type LinkRun = (signal: AbortSignal, events: LinkEvents) => Promise<LinkEnd>;

/** Ends after which the same host is expected back at any moment: it answered, was there, or the way to it is missing. */
const SOON_BACK: ReadonlySet<LinkEnd['cause']> = new Set([
  ...(['refused', 'closed', 'unreachable', 'silent', 'absent'] as const),
]);
/** How long a host that sent data is expected back, in µs. */
const EXPECTED_US = 60_000_000;
/** The longest wait meanwhile, in ms: a link that comes and goes would lose more by our patience than by its faults. */
const EXPECTED_WAIT_MS = 400;

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
  /** Of all lives of the link. */
  #lastDataUs = Number.NEGATIVE_INFINITY;

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
      const { hasNext, ...why } = end;
      failure = { ...why, everData };
      if (!hasNext) await this.#wait(failure, this.#patienceMs(failures, end.cause));
    }
  }

  #patienceMs(failures: number, cause: LinkEnd['cause']): number {
    const random = (this.#options.random ?? Math.random)();
    const isExpected = SOON_BACK.has(cause) && this.#options.now() - this.#lastDataUs < EXPECTED_US;
    // An attempt that was answered by nothing was a wait of seconds itself; while none goes on, a host may come back unseen.
    return isExpected || cause === 'timed-out'
      ? backOffMs(failures, random, EXPECTED_WAIT_MS)
      : backOffMs(failures, random);
  }

  #data(): void {
    this.#lastDataUs = this.#options.now();
    if (this.#state.state !== 'open') return;
    const first = this.#state.lastDataUs === undefined;
    const state = { ...this.#state, lastDataUs: this.#lastDataUs };
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
  return { cause: 'error', detail: detailOf(reasonOf(error)) };
}
