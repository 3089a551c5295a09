import {
  type Announcement,
  GROUNDGLASS_TYPE,
  instanceNameOf,
  localNameOf,
  writeTxt,
} from '#core/protocols/dns-sd/announcement';
import { reasonOf } from '#core/reason-of';
import type { MulticastInterface } from './interfaces';
import { Multicast, type OwnRecord, type Question } from './multicast';

/** RFC 6762, 10: what holds a host's name or address, and ours go with the program. */
const TTL_S = 120;
/** RFC 6762, 6: a record is not sent again within a second. */
const MIN_PAUSE_MS = 1000;
/** RFC 6762, 8.3: it is said twice at least, a second apart. */
const ANNOUNCED = 2;
/** All types of services that there are (RFC 6763, 9). */
const ALL_TYPES = '_services._dns-sd._udp.local';

/** What is told until it is withdrawn. */
export interface Advertised {
  /** Takes it back, so that others forget it at once. */
  stop(): Promise<void>;
}

/**
 * Tells everybody on the networks by which `listen` is reached what there is here, by DNS-SD over multicast DNS.
 *
 * @param listen the address that is listened on; loopback is the caller's not to tell
 * @param warn told what keeps others from finding it, once for each thing; it goes on
 */
export function advertise(announcement: Announcement, listen: string, warn: (line: string) => void): Advertised {
  // not shown: a line of the log
  const trouble = (why: string) => warn(`others on the network may not find this by itself (mDNS): ${why}`);
  try {
    return new Responder(announcement, new Multicast({ listen, onTrouble: trouble }));
  } catch (error) {
    trouble(reasonOf(error));
    return { stop: () => Promise.resolve() };
  }
}

class Responder implements Advertised {
  readonly #announcement: Announcement;
  readonly #multicast: Multicast;
  readonly #instance: string;
  readonly #names: ReadonlySet<string>;
  #timer: NodeJS.Timeout | undefined;
  #again = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(announcement: Announcement, multicast: Multicast) {
    this.#announcement = announcement;
    this.#multicast = multicast;
    this.#instance = instanceNameOf(announcement);
    const names = [GROUNDGLASS_TYPE, ALL_TYPES, this.#instance, localNameOf(announcement)];
    this.#names = new Set(names.map((name) => name.toLowerCase()));
    multicast.onQuery(({ what }) => this.#answer(what));
    multicast.onJoined(() => this.#announce());
    this.#announce();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = -1;
    await this.#multicast.respond((at) => this.#records(at, 0));
    await this.#multicast.close();
  }

  #announce(): void {
    this.#again = ANNOUNCED - 1;
    this.#soon();
  }

  /** Whatever is asked of ours is answered with all: it is one packet. */
  #answer(questions: readonly Question[]): void {
    if (questions.some(({ name }) => this.#names.has(name.toLowerCase()))) this.#soon();
  }

  /** However often it is asked, it says it once a second. */
  #soon(): void {
    if (this.#timer || this.#again < 0) return;
    const pauseMs = Math.max(0, this.#lastMs + MIN_PAUSE_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lastMs = performance.now();
      void this.#multicast.respond((at) => this.#records(at, TTL_S));
      if (this.#again > 0) {
        this.#again--;
        this.#soon();
      }
    }, pauseMs).unref();
  }

  #records({ addresses, family }: MulticastInterface, ttl: number): readonly OwnRecord[] {
    const host = localNameOf(this.#announcement);
    const { videoPort, gatewayPort } = this.#announcement;
    const own = { ttl, flush: true };
    return [
      { type: 'PTR', name: GROUNDGLASS_TYPE, ttl, data: this.#instance },
      { type: 'SRV', name: this.#instance, ...own, data: { port: gatewayPort ?? videoPort ?? 0, target: host } },
      { type: 'TXT', name: this.#instance, ...own, data: writeTxt(this.#announcement) },
      { type: 'PTR', name: ALL_TYPES, ttl, data: GROUNDGLASS_TYPE },
      ...addresses.map((data) => ({ type: family === 'IPv4' ? 'A' : 'AAAA', name: host, ...own, data })),
    ];
  }
}
