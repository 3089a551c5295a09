import type { Sender } from '#core/inspection/senders';
import type { LinkPart, MavlinkLink } from '#core/protocols/mavlink/link';
import { formatEndpoint } from '#core/settings/endpoint';

interface Peer {
  readonly part: LinkPart;
  readonly address: string;
  readonly port: number;
  readonly push: (datagram: Uint8Array, nowUs: number) => boolean;
  /** When something of it was last believed, µs. */
  heardUs: number;
}

/** Routers and vehicles that send to one port; of more, one is forgotten that was never believed, or was silent longest. */
const MAX_PEERS = 32;
/** One that was silent for so long is sent nothing more. */
const GONE_US = 15_000_000;

/** Everybody who sends datagrams to us, each with a parser of its own: a serial bridge may cut its packets anywhere. */
export class Peers {
  readonly #link: MavlinkLink;
  /** The one that was heard last comes last. */
  readonly #peers = new Map<string, Peer>();

  constructor(link: MavlinkLink) {
    this.#link = link;
  }

  /** @returns whether it held a packet that is believed */
  take(datagram: Uint8Array, address: string, port: number, nowUs: number): boolean {
    const key = `${address} ${port}`;
    const peer = this.#peers.get(key) ?? this.#open(key, address, port);
    const believed = peer.push(datagram, nowUs);
    if (believed) {
      peer.heardUs = nowUs;
      this.#peers.delete(key);
      this.#peers.set(key, peer);
    }
    return believed;
  }

  /** Those who sent packets that are believed, of late: nobody else is answered. */
  heard(nowUs: number): readonly Pick<Peer, 'address' | 'port'>[] {
    return [...this.#peers.values()].filter(({ heardUs }) => nowUs - heardUs < GONE_US);
  }

  /** All that are kept, the one that was heard last first. */
  senders(): readonly Sender[] {
    return [...this.#peers.values()].reverse().map(({ address, port, part }) => ({
      // not shown: a protocol's name and an address
      address: `udp ${formatEndpoint({ address, port })}`,
      ...{ packets: part.packets, systems: [...part.systems] },
    }));
  }

  #open(key: string, address: string, port: number): Peer {
    if (this.#peers.size >= MAX_PEERS) this.#forgetOne();
    const { push, part } = this.#link.open({ datagrams: true });
    const peer = { address, port, push, part, heardUs: Number.NEGATIVE_INFINITY };
    this.#peers.set(key, peer);
    return peer;
  }

  #forgetOne(): void {
    let silent: string | undefined;
    for (const [key, { heardUs }] of this.#peers) {
      silent ??= key;
      if (heardUs !== Number.NEGATIVE_INFINITY) continue;
      silent = key;
      break;
    }
    if (silent !== undefined) this.#peers.delete(silent);
  }
}
