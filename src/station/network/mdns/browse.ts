import { GROUNDGLASS_TYPE } from '#core/protocols/dns-sd/announcement';
import { type Found, FoundServices } from '#core/protocols/dns-sd/found-services';
import { Multicast } from './multicast';

/** RFC 6762, 5.2: the pauses between two questions grow. In ms. */
const PAUSES_MS = [1000, 2000, 4000, 8000, 16_000] as const;
const EXPIRE_EVERY_MS = 1000;

/** Looks for hosts and stations until it is closed. */
export class Browser {
  readonly #multicast: Multicast;
  readonly #found = new FoundServices();
  readonly #expiry: NodeJS.Timeout;
  #asking: NodeJS.Timeout | undefined;

  /** @param tell told what keeps it from finding all, once for each thing @param onChange called when there is another, or one less */
  constructor(tell: (line: string) => void, onChange: () => void) {
    this.#multicast = new Multicast({
      // not shown: a line of the log
      onTrouble: (why) => tell(`not everything on the network may be found by itself (mDNS): ${why}`),
    });
    this.#multicast.onAnswer(({ what, from }) => {
      if (this.#found.take(what, from, performance.now())) onChange();
    });
    this.#multicast.onJoined(() => this.#ask());
    this.#expiry = setInterval(() => this.#found.expire(performance.now()) && onChange(), EXPIRE_EVERY_MS).unref();
    this.#ask();
  }

  get found(): readonly Found[] {
    return this.#found.all;
  }

  async close(): Promise<void> {
    clearTimeout(this.#asking);
    clearInterval(this.#expiry);
    await this.#multicast.close();
  }

  #ask(turn = 0): void {
    clearTimeout(this.#asking);
    this.#multicast.query([{ name: GROUNDGLASS_TYPE, type: 'PTR' }]);
    const pauseMs = PAUSES_MS[Math.min(turn, PAUSES_MS.length - 1)];
    this.#asking = setTimeout(() => this.#ask(turn + 1), pauseMs).unref();
  }
}
