import { emptyPacket, judgePacket, MAX_PACKET_BYTES, type Packet } from './packet';
import { type UnknownPacket, UnknownRun } from './unknown-run';

export interface PacketParserEvents {
  /** A packet with a right checksum; a view that is void after the call. */
  packet(packet: Packet): void;
  /** A packet of an id that no definition here has, believed because good packets meet both its ends. */
  unknown(packet: UnknownPacket): void;
}

export interface PacketParserOptions {
  /** What is pushed are datagrams, which begin with a packet as a rule: that one is taken before any that lies inside of it. */
  readonly datagrams?: boolean;
}

/**
 * Finds packets in a stream of bytes or in datagrams, in any chunking, between any noise. Total, and bounded: it keeps less
 * than two packets' bytes.
 *
 * No length is believed before its checksum is right. Every start byte is judged by itself, so that a false start that
 * promises 255 bytes delays nothing: of all that may be packets, the one that is **complete first** is taken, and what
 * overlaps it is noise. That does not depend on the chunks that the bytes come in. A chunk is read in place; only what may be
 * the beginning of a packet at its end is copied.
 */
export class PacketParser {
  readonly #events: PacketParserEvents;
  readonly #datagrams: boolean;
  /** Beginnings of packets at the end of what came, and room for what completes them. */
  readonly #tail = new Uint8Array(2 * MAX_PACKET_BYTES);
  readonly #tailView = new DataView(this.#tail.buffer);
  #tailLength = 0;
  /** Starts in the present buffer that wait for more bytes, ascending. */
  readonly #open = new Uint16Array(MAX_PACKET_BYTES);
  #openCount = 0;
  /** What comes after this place in the present buffer was not judged yet. */
  #judgedTo = 0;
  #best = emptyPacket();
  #trial = emptyPacket();
  readonly #unknown: UnknownRun;
  /** Of the present buffer's first byte, in bytes since the beginning. */
  #base = 0;
  /** Bytes since the beginning that are packets, or noise before one. */
  #accounted = 0;
  #skipped = 0;
  #crcErrors = 0;

  constructor(events: PacketParserEvents, { datagrams = false }: PacketParserOptions = {}) {
    this.#events = events;
    this.#datagrams = datagrams;
    this.#unknown = new UnknownRun(events.unknown);
  }

  /** Bytes before packets that belong to none. */
  get skippedBytes(): number {
    return this.#skipped;
  }

  /** Places that looked like a packet of a known id and had a wrong checksum: damaged packets, and noise. */
  get crcErrors(): number {
    return this.#crcErrors;
  }

  /** The next bytes of the stream, or a datagram. They may be reused after the call. */
  push(chunk: Uint8Array): void {
    const at = this.#tailLength > 0 ? this.#throughTail(chunk) : 0;
    if (at !== undefined) {
      this.#takeAll(chunk, at);
      this.#keep(chunk, this.#openCount > 0 ? this.#open[0]! : chunk.length);
    }
    const ended = this.#base + this.#tailLength;
    if (this.#datagrams && this.#unknown.endOfDatagram(ended)) this.#accounted = ended;
  }

  /** Completes what the tail has begun. @returns where to go on in the chunk; `undefined` where all of it waits in the tail */
  #throughTail(chunk: Uint8Array): number | undefined {
    const carried = this.#tailLength;
    const copied = Math.min(chunk.length, this.#tail.length - carried);
    this.#tail.set(chunk.subarray(0, copied), carried);
    this.#tailLength += copied;
    let from = 0;
    while (from < carried) {
      const end = this.#takeNext(this.#tail, this.#tailView, from, this.#tailLength);
      if (end === undefined) break;
      from = end;
    }
    const isDone = from >= carried || this.#openCount === 0 || this.#open[0]! >= carried;
    if (!isDone) {
      // All of the chunk lies in the tail: what begins in a tail is complete after a packet's length.
      this.#keep(this.#tail, this.#open[0]!);
      return undefined;
    }
    this.#tailLength = 0;
    this.#shift(carried);
    return Math.max(0, from - carried);
  }

  /** Takes every whole packet from `from` on. */
  #takeAll(chunk: Uint8Array, from: number): void {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#judgedTo = Math.max(this.#judgedTo, from);
    let at: number | undefined = from;
    while (at !== undefined) at = this.#takeNext(chunk, view, at, chunk.length);
  }

  /** Takes the packet that is complete first. @returns its end; `undefined` where there is none */
  #takeNext(bytes: Uint8Array, view: DataView, from: number, length: number): number | undefined {
    if (!this.#findNext(bytes, from, length)) return undefined;
    const packet = this.#best;
    const { start, end } = packet;
    packet.bytes = bytes;
    packet.view = view;
    this.#skipped += this.#unknown.meet(this.#base + start) ?? this.#base + start - this.#accounted;
    this.#accounted = this.#base + end;
    this.#unknown.begin(this.#accounted);
    this.#events.packet(packet);
    this.#dropOpenBefore(end);
    this.#judgedTo = Math.max(this.#judgedTo, end);
    return end;
  }

  #findNext(bytes: Uint8Array, from: number, length: number): boolean {
    let bestEnd = Number.POSITIVE_INFINITY;
    const consider = (at: number): boolean => {
      const verdict = judgePacket(this.#trial, bytes, at, length);
      if (verdict === 'whole' && this.#trial.end < bestEnd) {
        bestEnd = this.#trial.end;
        [this.#best, this.#trial] = [this.#trial, this.#best];
      } else if (verdict === 'unknown') this.#unknown.see(this.#trial, bytes, this.#base);
      else if (verdict === 'damaged') this.#crcErrors++;
      return verdict === 'open';
    };
    const before = this.#openCount;
    let kept = 0;
    for (let i = 0; i < before; i++) {
      const at = this.#open[i]!;
      if (at >= bestEnd || consider(at)) this.#open[kept++] = at;
    }
    this.#openCount = kept;
    if (this.#datagrams && bestEnd !== Number.POSITIVE_INFINITY) return true;
    while (this.#judgedTo < Math.min(length, bestEnd)) {
      const at = this.#judgedTo++;
      if (bytes[at]! < 0xfd || bytes[at] === 0xff) continue;
      if (consider(at)) this.#open[this.#openCount++] = at;
      else if (this.#datagrams && at === from && bestEnd !== Number.POSITIVE_INFINITY) break;
    }
    return bestEnd !== Number.POSITIVE_INFINITY;
  }

  #dropOpenBefore(place: number): void {
    let kept = 0;
    for (let i = 0; i < this.#openCount; i++) if (this.#open[i]! >= place) this.#open[kept++] = this.#open[i]!;
    this.#openCount = kept;
  }

  /** Keeps what begins at `place` for the next chunk. */
  #keep(bytes: Uint8Array, place: number): void {
    const length = bytes === this.#tail ? this.#tailLength : bytes.length;
    if (bytes === this.#tail) this.#tail.copyWithin(0, place, length);
    else this.#tail.set(bytes.subarray(place));
    this.#tailLength = length - place;
    this.#shift(place);
  }

  /** The present buffer begins so many bytes later. */
  #shift(bytes: number): void {
    this.#base += bytes;
    this.#judgedTo = Math.max(0, this.#judgedTo - bytes);
    let kept = 0;
    for (let i = 0; i < this.#openCount; i++) if (this.#open[i]! >= bytes) this.#open[kept++] = this.#open[i]! - bytes;
    this.#openCount = kept;
  }
}
