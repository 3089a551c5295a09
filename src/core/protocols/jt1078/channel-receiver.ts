import { PacketOrder } from '../../media/packet-order';
import { FrameAssembler, type FrameEvents, type FrameMemory } from './frame-assembler';
import type { MediaPacket } from './messages';
import { PacketContinuity } from './packet-continuity';

export interface ChannelOptions {
  readonly memory?: FrameMemory;
}

/** Loss since it was last asked for. */
export interface LossCount {
  readonly received: number;
  readonly lost: number;
}

/**
 * One camera's packets, from either transport, to frames and faults.
 *
 * Over TCP the order is the connection's. Over UDP it is that of the sequence (`PacketOrder`).
 */
export class ChannelReceiver {
  readonly #events: FrameEvents;
  readonly #assembler: FrameAssembler;
  #order: PacketOrder<MediaPacket>;
  #continuity = new PacketContinuity();
  #received = 0;
  #lost = 0;

  constructor(events: FrameEvents, options: ChannelOptions = {}) {
    this.#events = events;
    this.#assembler = new FrameAssembler(events, options);
    this.#order = this.#newOrder();
  }

  /** The next packet of a TCP connection. */
  fromStream(packet: MediaPacket, receiveUs: number): void {
    this.#received++;
    const missing = this.#continuity.missing(packet);
    if (missing > 0) this.#loses(missing);
    this.#assembler.push(packet, receiveUs);
  }

  /** A datagram's packet. Its bytes must not be used again. */
  fromDatagram(packet: MediaPacket, receiveUs: number): void {
    this.#received++;
    this.#order.push(packet, receiveUs);
  }

  /** When `expire` has something to do, in µs; `undefined` while nothing waits. */
  get deadlineUs(): number | undefined {
    return this.#order.deadlineUs;
  }

  /** Gives up datagrams that have been waited for too long. */
  expire(nowUs: number): void {
    this.#order.expire(nowUs);
  }

  /** A packet was broken so that its channel is not known: open frames are dropped. */
  damaged(): void {
    this.#assembler.lost(0);
  }

  /** Another connection, or another time: what comes does not continue what came. */
  restart(): void {
    this.#order = this.#newOrder();
    this.#continuity = new PacketContinuity();
    this.#assembler.lost(0);
  }

  /** What came and what did not since this was last called. */
  takeLoss(): LossCount {
    const count = { received: this.#received, lost: this.#lost };
    this.#received = 0;
    this.#lost = 0;
    return count;
  }

  /** Lets go of all memory. */
  end(): void {
    this.#assembler.end();
  }

  #newOrder(): PacketOrder<MediaPacket> {
    return new PacketOrder<MediaPacket>(
      {
        packet: (packet, receiveUs) => this.#assembler.push(packet, receiveUs),
        lost: (packets) => this.#loses(packets),
        late: () => this.#events.fault({ kind: 'late-packet' }),
      },
      { begins: beginsGroup },
    );
  }

  #loses(packets: number): void {
    this.#lost += packets;
    this.#assembler.lost(packets);
  }
}

/** Whether the first packet of an I frame: all before it is of no use. */
function beginsGroup({ dataType, subpackage }: MediaPacket): boolean {
  return dataType === 'i' && (subpackage === 'first' || subpackage === 'atomic');
}
