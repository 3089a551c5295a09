import { nowUs } from '../clock';

/** What holds datagrams back that came before others. */
export interface Reorders {
  /** When `expire` has something to give up, in µs; `undefined` while nothing waits. */
  readonly deadlineUs: number | undefined;
  /** Gives up what has been waited for too long. */
  expire(nowUs: number): void;
}

/** Gives up datagrams that others wait for once their time is over. */
export class ReorderTimer {
  readonly #receiver: () => Reorders;
  #timer: NodeJS.Timeout | undefined;
  #check: NodeJS.Immediate | undefined;

  constructor(receiver: () => Reorders) {
    this.#receiver = receiver;
  }

  /** To be called behind each datagram: the last ones before a pause must not wait for ever for one that was lost. */
  arm(): void {
    const { deadlineUs } = this.#receiver();
    if (this.#timer || this.#check || deadlineUs === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        // What a busy machine has not read yet came in time: the socket is read before this.
        this.#check = setImmediate(() => {
          this.#check = undefined;
          this.#receiver().expire(nowUs());
          this.arm();
        });
      },
      Math.max(1, (deadlineUs - nowUs()) / 1000),
    );
  }

  /** Nothing waits any more. */
  clear(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#check);
    this.#timer = undefined;
    this.#check = undefined;
  }
}
