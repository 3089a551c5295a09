import type { Pending } from '#contracts/link';
import { Listeners } from '#core/listeners';
import { Capability } from '../capability';

/** What asks to be let in by a person, before it has a number. */
export type Applicant = Omit<Pending, 'id'>;

export interface ApprovalLimits {
  /** As many as a person can look through; more are refused at once. */
  readonly most: number;
  /** How long a person has. */
  readonly patienceMs: number;
}

const DEFAULT_LIMITS: ApprovalLimits = { most: 16, patienceMs: 120_000 };

interface Waiting {
  readonly pending: Pending;
  settle(allow: boolean | undefined): void;
}

export const APPROVALS = new Capability<Approvals>('approvals');

/** Who wants to be let in and is not known: an administrator's viewer asks the person, and answers here. */
export class Approvals {
  readonly #limits: ApprovalLimits;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Listeners();
  #lastId = 0;

  constructor(limits: Partial<ApprovalLimits> = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /**
   * Asks all viewers who may answer.
   *
   * @param signal aborts where the applicant has gone
   * @returns the answer; `undefined` where none came in time, too many wait, or the signal came first
   */
  ask(applicant: Applicant, signal: AbortSignal): Promise<boolean | undefined> {
    if (this.#waiting.size >= this.#limits.most || signal.aborted) return Promise.resolve(undefined);
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const give = () => settle(undefined);
      const settle = (allow: boolean | undefined) => {
        if (!this.#waiting.delete(id)) return;
        clearTimeout(timer);
        signal.removeEventListener('abort', give);
        resolve(allow);
        this.#tell();
      };
      const timer = setTimeout(give, this.#limits.patienceMs);
      signal.addEventListener('abort', give, { once: true });
      this.#waiting.set(id, { pending: { ...applicant, id }, settle });
      this.#tell();
    });
  }

  /** A person's answer; one that comes too late is ignored. */
  answer(id: number, allow: boolean): void {
    this.#waiting.get(id)?.settle(allow);
  }

  /** The longest waiting first. */
  get pending(): readonly Pending[] {
    return [...this.#waiting.values()].map(({ pending }) => pending);
  }

  /** Calls back when somebody begins or ceases to wait. */
  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** No more are let in. */
  close(): void {
    for (const { settle } of this.#waiting.values()) settle(undefined);
  }

  #tell(): void {
    this.#listeners.notify();
  }
}
