import type { MediaPacket, SimBytes, StreamFault } from './messages';
import { beginsPacket, MAGIC, NEEDS_MORE, NO_PACKET, packetAt, packetLength } from './packet';

/** Who hears of a connection's packets and faults, at once and in order. None may throw. */
export interface SplitterEvents {
  /** The body is void once this returns. */
  packet(packet: MediaPacket): void;
  fault(fault: StreamFault): void;
}

/** Up to which byte of a packet its SIM number may reach. */
const LONGEST_SIM_END = 18;
/** A connection that had a long packet once shall not hold its memory for ever. */
const MAX_IDLE_CAPACITY = 16 * 1024;
/** First capacity of what waits for its rest: more than most packets have. */
const FIRST_CAPACITY = 2048;

/**
 * Finds the packets of one TCP connection in any chunking. A packet that lies within a chunk is not copied. What is no
 * packet is skipped up to the next magic. It keeps at most the beginning of one packet.
 *
 * The width of the SIM number is nowhere written: it is that at whose end the next packet begins, or nothing. Once known it
 * is kept, so that no packet waits for the next one, until packets fit the other alone.
 */
export class PacketSplitter {
  readonly #events: SplitterEvents;
  /** Holds the beginning of a packet whose rest has not come. */
  #buffer = new Uint8Array(0);
  #waiting = 0;
  /** How far that beginning was looked through for another packet. */
  #lookedTo = 0;
  #simBytes: SimBytes | undefined;
  /** Bytes of the garbage that is being skipped. */
  #garbage = 0;
  readonly #other: number | undefined;
  #handsOver = false;

  /** @param other with which byte something that is no packet may begin behind one: a connection that carries both */
  constructor(events: SplitterEvents, other?: number) {
    this.#events = events;
    this.#other = other;
  }

  /**
   * Takes what was received. The chunk is not kept; what is needed of it is copied.
   *
   * @returns what begins with the other byte behind the last packet, where there is such; void at the next call
   */
  push(chunk: Uint8Array): Uint8Array | undefined {
    const bytes = this.#waiting === 0 ? chunk : this.#append(chunk);
    const from = this.#parse(bytes);
    if (this.#handsOver) {
      this.#handsOver = false;
      this.#lookedTo = 0;
      this.#waiting = 0;
      return bytes.subarray(from);
    }
    if (from === 0 && bytes !== chunk) return undefined;
    this.#lookedTo = Math.max(0, this.#lookedTo - from);
    this.#waiting = 0;
    if (from < bytes.length) this.#append(bytes.subarray(from));
    else if (this.#buffer.length > MAX_IDLE_CAPACITY) this.#buffer = new Uint8Array(0);
    return undefined;
  }

  /** Emits what is complete. Returns where the packet begins whose rest has not come. */
  #parse(bytes: Uint8Array): number {
    for (let at = 0; ; ) {
      const start = findMagic(bytes, at);
      const other = start === at ? -1 : this.#otherBefore(bytes, at, start);
      if (other !== -1) {
        this.#garbage += other - at;
        this.#endGarbage();
        this.#handsOver = true;
        return other;
      }
      this.#garbage += start - at;
      if (start === bytes.length) return start;
      const simBytes = this.#widthAt(bytes, start);
      if (simBytes === NO_PACKET) {
        this.#garbage++;
        at = start + 1;
      } else if (simBytes === NEEDS_MORE) {
        const within = packetWithin(bytes, start, Math.max(start, this.#lookedTo), bytes.length, 6);
        if (within === -1) {
          this.#lookedTo = bytes.length - MAGIC.length - LONGEST_SIM_END;
          return start;
        }
        this.#lie();
        at = within;
      } else {
        at = this.#take(bytes, start, simBytes);
      }
    }
  }

  #otherBefore(bytes: Uint8Array, at: number, end: number): number {
    if (this.#other === undefined) return -1;
    const found = bytes.indexOf(this.#other, at);
    return found < end ? found : -1;
  }

  /** Whether what may follow a packet begins at `at`, or nothing. */
  #follows(bytes: Uint8Array, at: number): boolean {
    return beginsPacket(bytes, at) || bytes[at] === this.#other;
  }

  /** Adds to what waits; returns all of it. */
  #append(chunk: Uint8Array): Uint8Array {
    const length = this.#waiting + chunk.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(length))));
      larger.set(this.#buffer.subarray(0, this.#waiting));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#waiting);
    this.#waiting = length;
    return this.#buffer.subarray(0, length);
  }

  #lie(): void {
    this.#endGarbage();
    this.#events.fault({ kind: 'false-length' });
  }

  /** Emits the packet at `start`, or skips it where its length is not true. Returns where to go on. */
  #take(bytes: Uint8Array, start: number, simBytes: SimBytes): number {
    const length = packetLength(bytes, start, bytes.length, simBytes);
    const end = start + length;
    const follows =
      (bytes.length - end >= MAGIC.length && beginsPacket(bytes, end)) ||
      (end < bytes.length && bytes[end] === this.#other);
    const within = follows ? -1 : packetWithin(bytes, start, start, end, simBytes);
    if (within !== -1) {
      this.#lie();
      return within;
    }
    this.#endGarbage();
    this.#simBytes = simBytes;
    this.#events.packet(packetAt(bytes, start, length, simBytes));
    return end;
  }

  /** How wide the SIM number is of the packet at `start`, which is complete then. */
  #widthAt(bytes: Uint8Array, start: number): SimBytes | typeof NEEDS_MORE | typeof NO_PACKET {
    const narrow = this.#fit(bytes, start, 6);
    const wide = this.#fit(bytes, start, 10);
    const known = this.#simBytes === 10 ? wide : this.#simBytes === 6 ? narrow : undefined;
    if (known === undefined) {
      if (narrow === 'certain') return 6;
      if (wide === 'certain') return 10;
      if (narrow === 'none' && wide === 'none') return NO_PACKET;
      // Complete with bytes behind it that are none: a length that lies; the packet is looked through for the next.
      if (wide === 'none' && narrow !== 'incomplete') return 6;
      if (narrow === 'none' && wide !== 'incomplete') return 10;
      if (narrow === 'unlikely' && wide === 'unlikely') return NO_PACKET;
      return NEEDS_MORE;
    }
    const other = this.#simBytes === 10 ? narrow : wide;
    const otherBytes = this.#simBytes === 10 ? 6 : 10;
    if (known === 'certain') return this.#simBytes!;
    if (other === 'certain' && known !== 'incomplete') return otherBytes;
    if (known === 'none') return other === 'incomplete' ? NEEDS_MORE : NO_PACKET;
    return known === 'incomplete' ? NEEDS_MORE : this.#simBytes!;
  }

  /** How well the bytes fit a packet whose SIM number has that width. `certain`: what may follow stands behind it. */
  #fit(bytes: Uint8Array, start: number, simBytes: SimBytes): 'none' | 'incomplete' | 'unlikely' | 'certain' {
    const length = packetLength(bytes, start, bytes.length, simBytes);
    if (length === NO_PACKET) return 'none';
    if (length === NEEDS_MORE || start + length > bytes.length) return 'incomplete';
    return this.#follows(bytes, start + length) ? 'certain' : 'unlikely';
  }

  /** Garbage is told once it has ended. */
  #endGarbage(): void {
    if (this.#garbage > 0) this.#events.fault({ kind: 'garbage', bytes: this.#garbage });
    this.#garbage = 0;
  }
}

/**
 * Where a packet of the same camera begins within the one at `start`; −1 where none does. Within coded video the magic
 * alone would stand once in some hours, with the SIM number behind it never.
 */
function packetWithin(bytes: Uint8Array, start: number, from: number, end: number, simBytes: SimBytes): number {
  for (let at = findMagic(bytes, from + 1); at + 8 + simBytes <= end; at = findMagic(bytes, at + 1)) {
    if (sameSim(bytes, start, at, simBytes)) return at;
  }
  return -1;
}

function sameSim(bytes: Uint8Array, a: number, b: number, simBytes: SimBytes): boolean {
  for (let i = 8; i < 8 + simBytes; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}

/** The first place from `from` on where the magic stands, or the part of it that there is; the length where it does not. */
function findMagic(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(MAGIC[0], from); at !== -1; at = bytes.indexOf(MAGIC[0], at + 1)) {
    if (beginsPacket(bytes, at)) return at;
  }
  return bytes.length;
}
