/** What has a place among others: a number of 16 bits that begins again after its end. */
export interface Sequenced {
  readonly sequence: number;
}

/** Who hears of packets in their order. */
export interface OrderEvents<Packet> {
  /** `receiveUs`: when it came. */
  packet(packet: Packet, receiveUs: number): void;
  /** So many packets will not come any more, or an unknown number of them. */
  lost(packets: number): void;
  /** A packet came behind its time, and is left out. */
  late(): void;
}

export interface OrderOptions<Packet> {
  /** Packets that wait for an earlier one; 64 where nothing is said. */
  readonly packets?: number;
  /** How long they do, in µs; 100 ms where nothing is said. */
  readonly waitUs?: number;
  /** Whether what stands before a packet is of no use: the order begins there. Absent: it begins at the first that comes. */
  readonly begins?: (packet: Packet) => boolean;
  /** Whether a packet that waits shows that no other that waits is worth the wait: the gap is given up at once. */
  readonly isTooLate?: (first: Packet, last: Packet) => boolean;
}

/** A gap costs the pictures up to the next I frame in any case: to wait for a late packet costs nothing more. */
const DEFAULTS = { packets: 64, waitUs: 100_000 } as const;
const SEQUENCES = 0x10000;

interface Held<Packet> {
  readonly packet: Packet;
  readonly receiveUs: number;
}

/**
 * Puts the datagrams of one sender in order by their sequence. One that is early waits for those before it, up to some
 * packets and some time, then they are lost. At the start it waits likewise for a packet that decoding may begin at, where
 * `begins` tells which those are.
 *
 * Ownership: keeps packets with their bodies, whose bytes must not be used again.
 */
export class PacketOrder<Packet extends Sequenced> {
  readonly #events: OrderEvents<Packet>;
  readonly #options: OrderOptions<Packet>;
  readonly #packets: number;
  readonly #waitUs: number;
  /** Of the next packet; `undefined` before the start. */
  #next: number | undefined;
  /** By their place from `#next`, or at the start from the first that came; the earliest first. */
  #held: Held<Packet>[] = [];
  #lateInARow = 0;

  constructor(events: OrderEvents<Packet>, options: OrderOptions<Packet> = {}) {
    this.#events = events;
    this.#options = options;
    this.#packets = options.packets ?? DEFAULTS.packets;
    this.#waitUs = options.waitUs ?? DEFAULTS.waitUs;
  }

  /** When `expire` has something to give up, in µs; `undefined` while nothing waits. */
  get deadlineUs(): number | undefined {
    if (this.#held.length === 0) return undefined;
    let earliest = Number.POSITIVE_INFINITY;
    for (const { receiveUs } of this.#held) earliest = Math.min(earliest, receiveUs);
    return earliest + this.#waitUs;
  }

  /** Takes the next datagram. One that fills a gap is welcome until `expire` has been called: it may have been read late. */
  push(packet: Packet, receiveUs: number): void {
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
    return ahead > this.#packets * 16 || this.#lateInARow > this.#packets / 4;
  }

  /** Gives up what has been waited for too long. */
  expire(nowUs: number): void {
    const deadline = this.deadlineUs;
    if (deadline !== undefined && nowUs >= deadline) this.#giveUp();
  }

  #begin(packet: Packet, receiveUs: number): void {
    const { begins } = this.#options;
    if (!begins) return this.#emit({ packet, receiveUs });
    this.#hold(packet, receiveUs);
    const first = this.#held[0]?.packet;
    if (first && begins(first)) {
      this.#next = first.sequence;
      this.#drain();
    }
  }

  #hold(packet: Packet, receiveUs: number): void {
    const from = this.#next ?? this.#held[0]?.packet.sequence ?? packet.sequence;
    const place = distance(from, packet.sequence);
    let at = this.#held.length;
    while (at > 0 && distance(from, this.#held[at - 1]!.packet.sequence) > place) at--;
    if (at > 0 && this.#held[at - 1]!.packet.sequence === packet.sequence) return;
    this.#held.splice(at, 0, { packet, receiveUs });
    const [first, last] = [this.#held[0]!.packet, this.#held[this.#held.length - 1]!.packet];
    if (this.#held.length > this.#packets || this.#options.isTooLate?.(first, last)) this.#skipGap();
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

  #emit({ packet, receiveUs }: Held<Packet>): void {
    this.#next = (packet.sequence + 1) % SEQUENCES;
    this.#events.packet(packet, receiveUs);
  }
}

/** How far `to` is ahead of `from`, the shorter way round: −32768..32767. */
function distance(from: number, to: number): number {
  return ((to - from + SEQUENCES * 1.5) % SEQUENCES) - SEQUENCES / 2;
}
