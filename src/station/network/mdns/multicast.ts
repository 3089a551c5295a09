import { createSocket } from 'node:dgram';
import multicastDns from 'multicast-dns';
import { Listeners } from '#core/listeners';
import type { DnsRecord } from '#core/protocols/dns-sd/found-services';
import { type MulticastInterface, multicastInterfaces } from './interfaces';

type Library = ReturnType<typeof multicastDns>;

/** A record that we answer with. */
export interface OwnRecord extends DnsRecord {
  readonly ttl: number;
  /** It takes the place of all that others keep of its name and type (RFC 6762, 10.2: the cache-flush bit). */
  readonly flush?: boolean;
}

export interface Question {
  readonly name: string;
  readonly type: string;
}

/** What came from the network. Nothing of it was looked at but that it is a DNS message. */
interface Heard<T> {
  readonly what: readonly T[];
  /** The sender's address, with the zone where it is one of a link. */
  readonly from: string;
}

/** RFC 6762, 3 and 5.1. */
const GROUPS = { IPv4: '224.0.0.251', IPv6: 'ff02::fb' } as const;
/** Interfaces come and go: a vehicle's Wi-Fi is joined after the program was started. */
const LOOK_AGAIN_MS = 5000;
/** Of one message; ours have 10. */
const MAX_RECORDS = 256;

export interface MulticastOptions {
  /** Only the interfaces by which others reach this address; absent: all. */
  readonly listen?: string;
  /** What is the matter, once for each thing. It goes on without. */
  readonly onTrouble: (why: string) => void;
}

/**
 * Multicast DNS on every interface (RFC 6762), by the library `multicast-dns`. Shares port 5353 with whatever else of this
 * machine speaks it, such as Avahi. A network or a system that forbids it costs a line in the log, and nothing else.
 */
export class Multicast {
  readonly #options: MulticastOptions;
  readonly #open = new Map<string, { readonly library: Library; readonly at: MulticastInterface }>();
  readonly #queries = new Listeners<Heard<Question>>();
  readonly #answers = new Listeners<Heard<DnsRecord>>();
  readonly #joined = new Listeners();
  readonly #told = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: MulticastOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), LOOK_AGAIN_MS).unref();
    this.#look();
  }

  onQuery(listener: (heard: Heard<Question>) => void): () => void {
    return this.#queries.subscribe(listener);
  }

  onAnswer(listener: (heard: Heard<DnsRecord>) => void): () => void {
    return this.#answers.subscribe(listener);
  }

  /** Another interface is there. */
  onJoined(listener: () => void): () => void {
    return this.#joined.subscribe(listener);
  }

  query(questions: readonly Question[]): void {
    for (const { library } of this.#open.values()) library.query(questions, (error) => error && this.#trouble(error));
  }

  /** @param records those for one interface, by its own addresses */
  async respond(records: (at: MulticastInterface) => readonly OwnRecord[]): Promise<void> {
    const all = [...this.#open.values()].map(
      ({ library, at }) =>
        new Promise<void>((resolve) => {
          library.respond({ answers: records(at) }, (error) => {
            if (error) this.#trouble(error);
            resolve();
          });
        }),
    );
    await Promise.all(all);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const all = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(all.map(({ library }) => new Promise<void>((resolve) => library.destroy(resolve))));
  }

  #look(): void {
    const found = multicastInterfaces(this.#options.listen);
    const addresses = new Set(found.map(({ address }) => address));
    for (const [address, { library }] of this.#open) {
      if (addresses.has(address)) continue;
      this.#open.delete(address);
      library.destroy();
    }
    let isNew = false;
    for (const at of found) {
      if (this.#open.has(at.address)) continue;
      this.#join(at);
      isNew = true;
    }
    if (isNew) this.#joined.notify();
  }

  #join(at: MulticastInterface): void {
    const type = at.family === 'IPv4' ? 'udp4' : 'udp6';
    // Bound to every address: one that is bound to its own gets no multicast on Linux.
    const socket = createSocket({ type, reuseAddr: true, ipv6Only: at.family === 'IPv6' });
    const bind = at.family === 'IPv4' ? '0.0.0.0' : '::';
    const library = multicastDns({ socket, bind, type, interface: at.address, ip: GROUPS[at.family] });
    this.#open.set(at.address, { library, at });
    library
      .on('error', (error) => this.#trouble(error))
      .on('warning', (error) => this.#trouble(error))
      .on('query', ({ questions }, { address }) => {
        this.#queries.notify({ what: questions.slice(0, MAX_RECORDS), from: address });
      })
      .on('response', ({ answers, additionals }, { address }) => {
        this.#answers.notify({ what: [...answers, ...additionals].slice(0, MAX_RECORDS).map(asText), from: address });
      });
  }

  #trouble(error: Error): void {
    // Without a code it is a message that is no DNS, which is the sender's trouble.
    const code = 'code' in error ? String(error.code) : undefined;
    if (code === undefined || this.#told.has(code)) return;
    this.#told.add(code);
    this.#options.onTrouble(error.message);
  }
}

/** The strings of a TXT record come as bytes. */
function asText(record: DnsRecord): DnsRecord {
  const { data } = record;
  if (record.type !== 'TXT' || !Array.isArray(data)) return record;
  return { ...record, data: data.map((one) => (Buffer.isBuffer(one) ? one.toString('utf8') : one)) };
}
