import type { ChannelReceiver } from '#core/protocols/jt1078/channel-receiver';
import { nowUs } from '../../../clock';

/** Gives up datagrams that others wait for once their time is over. */
export class ReorderTimer {
  readonly #receiver: () => Pick<ChannelReceiver, 'deadlineUs' | 'expire'>;
  #timer: NodeJS.Timeout | undefined;
  #check: NodeJS.Immediate | undefined;

  constructor(receiver: () => Pick<ChannelReceiver, 'deadlineUs' | 'expire'>) {
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
