import type { Access } from '../../extension/role';
import type { AccessControl } from './access-control';

/** How long a token that was taken back may still watch. */
const PERIOD_MS = 2000;

/** Clients that stay: WebSockets and answers over time. One whose token is revoked is disconnected. */
export class Guests {
  readonly #accessControl: AccessControl;
  readonly #staying = new Map<() => void, Access>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(accessControl: AccessControl, periodMs = PERIOD_MS) {
    this.#accessControl = accessControl;
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
      if (this.#accessControl.stillAdmits(access)) continue;
      this.#staying.delete(end);
      end();
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
