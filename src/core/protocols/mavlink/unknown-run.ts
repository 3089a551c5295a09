import { MAX_PACKET_BYTES, type Packet } from './packet';

/** A packet whose checksum cannot be verified, as no definition here has its id; a view that is void after the call that hands it out. */
export interface UnknownPacket {
  readonly id: number;
  readonly system: number;
  readonly component: number;
  readonly seq: number;
  /** All of it, as it came. */
  readonly bytes: Uint8Array;
}

/** More in a row are not believed: a good packet is among any few of a vehicle. */
const MAX_RUN = 16;

/**
 * Packets of ids that are not known, between two good ones. Their checksum cannot be told from noise, so they are believed
 * only if they fill the room exactly: the first begins where a good packet ended (or all began), each next where the one before ends, and the
 * last ends where a good packet begins, or its datagram ends.
 */
export class UnknownRun {
  readonly #believe: (packet: UnknownPacket) => void;
  #run: UnknownPacket[] = [];
  /** Copies, since the buffer that they came in may be gone when they are believed. */
  readonly #copies = new Uint8Array(MAX_RUN * MAX_PACKET_BYTES);
  /** Where the next one would begin, in bytes since the stream's beginning. */
  #nextAt = 0;

  constructor(believe: (packet: UnknownPacket) => void) {
    this.#believe = believe;
  }

  /** A good packet ended here. */
  begin(at: number): void {
    this.#run = [];
    this.#nextAt = at;
  }

  /** What may be a packet of an unknown id, whole in a buffer that begins at `base`. */
  see({ start, end, message, system, component, seq }: Packet, buffer: Uint8Array, base: number): void {
    if (base + start !== this.#nextAt || this.#run.length === MAX_RUN) return;
    const at = this.#run.length * MAX_PACKET_BYTES;
    this.#copies.set(buffer.subarray(start, end), at);
    const bytes = this.#copies.subarray(at, at + end - start);
    this.#run.push({ id: message.id, system, component, seq, bytes });
    this.#nextAt = base + end;
  }

  /** A good packet begins here. @returns 0 where the unknown ones before it are believed; else `undefined`: that room is noise */
  meet(at: number): 0 | undefined {
    if (this.#run.length === 0 || at !== this.#nextAt) return undefined;
    for (const packet of this.#run) this.#believe(packet);
    this.#run = [];
    return 0;
  }

  /** A datagram ended here; what follows begins anew. @returns whether unknown ones at its end are believed */
  endOfDatagram(at: number): boolean {
    const believed = this.meet(at) === 0;
    this.begin(at);
    return believed;
  }
}
