import type { MediaPacket } from './messages';

/** Who hears of packets in their order. */
export interface OrderEvents {
  /** `receiveUs`: when it came. */
  packet(packet: MediaPacket, receiveUs: number): void;
  /** So many packets will not come any more, or an unknown number of them. */
  lost(packets: number): void;
  /** A packet came behind its time, and is left out. */
  late(): void;
}

export interface OrderLimits {
  /** Packets that wait for an earlier one. */
  readonly packets: number;
  /** How long they do, in µs. */
  readonly waitUs: number;
}

/** A gap costs the pictures up to the next I frame in any case: to wait for a late packet costs nothing more. */
const DEFAULT_LIMITS: OrderLimits = { packets: 64, waitUs: 100_000 };
const SEQUENCES = 0x10000;

interface Held {
  readonly packet: MediaPacket;
  readonly receiveUs: number;
}

/**
 * Puts the datagrams of one channel in order by their sequence. One that is early waits for those before it, up to some
 * packets and some time, then they are lost. At the start it waits likewise for the first packet of an I frame, as all
 * before that is of no use.
 *
 * Ownership: keeps packets with their bodies, whose bytes must not be used again.
 */
export class PacketOrder {
  readonly #events: OrderEvents;
  readonly #limits: OrderLimits;
  /** Of the next packet; `undefined` before the start. */
  #next: number | undefined;
  /** By their place from `#next`, or at the start from the first that came; the earliest first. */
  #held: Held[] = [];
  #lateInARow = 0;

  constructor(events: OrderEvents, limits: OrderLimits = DEFAULT_LIMITS) {
    this.#events = events;
    this.#limits = limits;
  }

  /** When `expire` has something to give up, in µs; `undefined` while nothing waits. */
  get deadlineUs(): number | undefined {
    if (this.#held.length === 0) return undefined;
    let earliest = Number.POSITIVE_INFINITY;
    for (const { receiveUs } of this.#held) earliest = Math.min(earliest, receiveUs);
    return earliest + this.#limits.waitUs;
  }

  /** Takes the next datagram. One that fills a gap is welcome until `expire` has been called: it may have been read late. */
  push(packet: MediaPacket, receiveUs: number): void {
    if (this.#next === undefined) return this.#begin(packet, receiveUs);
    const ahead = distance(this.#next, packet.sequence);
    this.#lateInARow = ahead < 0 ? this.#lateInARow + 1 : 0;
    if (ahead === 0) {
      this.#emit({ packet, receiveUs });
      this.#drain();
    } else if (this.#beganAgain(ahead)) {
      this.#giveUp();
      this.#events.lost(0);
      this.#emit({ packet, receiveUs });
    } else if (ahead < 0) {
      this.#events.late();
    } else {
      this.#hold(packet, receiveUs);
    }
  }

  /** Whether the camera counts from another number now: far ahead, or several times behind. */
  #beganAgain(ahead: number): boolean {
    const { packets } = this.#limits;
    return ahead > packets * 16 || this.#lateInARow > packets / 4;
  }

  /** Gives up what has been waited for too long. */
  expire(nowUs: number): void {
    const deadline = this.deadlineUs;
    if (deadline !== undefined && nowUs >= deadline) this.#giveUp();
  }

  #begin(packet: MediaPacket, receiveUs: number): void {
    this.#hold(packet, receiveUs);
    const first = this.#held[0]?.packet;
    if (first && beginsGroup(first)) {
      this.#next = first.sequence;
      this.#drain();
    }
  }

  #hold(packet: MediaPacket, receiveUs: number): void {
    const from = this.#next ?? this.#held[0]?.packet.sequence ?? packet.sequence;
    const place = distance(from, packet.sequence);
    let at = this.#held.length;
    while (at > 0 && distance(from, this.#held[at - 1]!.packet.sequence) > place) at--;
    if (at > 0 && this.#held[at - 1]!.packet.sequence === packet.sequence) return;
    this.#held.splice(at, 0, { packet, receiveUs });
    if (this.#held.length > this.#limits.packets) this.#skipGap();
  }

  /** Goes on at the earliest packet that waits. */
  #skipGap(): void {
    const first = this.#held[0];
    if (!first) return;
    if (this.#next !== undefined) this.#events.lost(distance(this.#next, first.packet.sequence));
    this.#next = first.packet.sequence;
    this.#drain();
  }

  #giveUp(): void {
    while (this.#held.length > 0) this.#skipGap();
  }

  #drain(): void {
    let count = 0;
    for (const held of this.#held) {
      if (held.packet.sequence !== this.#next) break;
      this.#emit(held);
      count++;
    }
    if (count > 0) this.#held.splice(0, count);
  }

  #emit({ packet, receiveUs }: Held): void {
    this.#next = (packet.sequence + 1) % SEQUENCES;
    this.#events.packet(packet, receiveUs);
  }
}

/** How far `to` is ahead of `from`, the shorter way round: −32768..32767. */
function distance(from: number, to: number): number {
  return ((to - from + SEQUENCES * 1.5) % SEQUENCES) - SEQUENCES / 2;
}

function beginsGroup({ dataType, subpackage }: MediaPacket): boolean {
  return dataType === 'i' && (subpackage === 'first' || subpackage === 'atomic');
}
