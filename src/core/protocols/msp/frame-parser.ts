/** A frame of MSP version 1 with a right checksum: `$M` direction size command payload checksum. */
export interface MspFrame {
  /** `>`: from the flight controller; `<`: to it; `!`: it does not know the command. */
  readonly direction: '>' | '<' | '!';
  readonly command: number;
  /** A view of a buffer that is void after the call. */
  readonly payload: Uint8Array;
}

const DOLLAR = 0x24;
const M = 0x4d;
const DIRECTIONS: Readonly<Record<number, MspFrame['direction']>> = { 62: '>', 60: '<', 33: '!' };
const HEAD_BYTES = 5;
/** Head, payload of a byte's length, checksum. */
export const MAX_FRAME_BYTES = HEAD_BYTES + 255 + 1;
/** What is looked at together: a longer chunk is taken in pieces. */
const PIECE_BYTES = 4096;

/**
 * Finds frames in a stream of bytes or in datagrams, in any chunking, between any noise. Total, and bounded: it keeps less than
 * a frame.
 *
 * No length is believed before its checksum is right (XOR over size, command and payload), and nothing waits for bytes that a
 * false start promises: of all that may be frames the one that is **complete first** is taken, and what overlaps it is noise.
 * That does not depend on the chunks.
 */
export class MspFrameParser {
  readonly #take: (frame: MspFrame) => void;
  readonly #buffer = new Uint8Array(MAX_FRAME_BYTES + PIECE_BYTES);
  #length = 0;
  #damaged = 0;

  constructor(take: (frame: MspFrame) => void) {
    this.#take = take;
  }

  /** Places that looked like a frame and had a wrong checksum. */
  get damaged(): number {
    return this.#damaged;
  }

  /** The next bytes of the stream, or a datagram. They may be reused after the call. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      const known = this.#length;
      this.#buffer.set(piece, known);
      this.#length += piece.length;
      this.#look(known);
    }
  }

  /** Takes what ends in the bytes from `known` on, in the order of the ends. */
  #look(known: number): void {
    const found: { readonly start: number; readonly end: number }[] = [];
    for (let start = this.#next(0); start < this.#length; start = this.#next(start + 1)) {
      const end = this.#endOf(start);
      if (end !== undefined && end > known) found.push({ start, end });
    }
    let taken = 0;
    for (const { start, end } of found.sort((a, b) => a.end - b.end || a.start - b.start)) {
      if (start < taken) continue;
      if (!this.#isRight(start, end)) {
        this.#damaged++;
        continue;
      }
      this.#take({
        direction: DIRECTIONS[this.#buffer[start + 2]!]!,
        command: this.#buffer[start + 4]!,
        payload: this.#buffer.subarray(start + HEAD_BYTES, end - 1),
      });
      taken = end;
    }
    let open = this.#next(taken);
    while (open < this.#length && this.#endOf(open) !== undefined) open = this.#next(open + 1);
    this.#buffer.copyWithin(0, open, this.#length);
    this.#length -= open;
  }

  /** The next place from here on that has a frame's first byte; the end of what there is where none has. */
  #next(from: number): number {
    const at = this.#buffer.indexOf(DOLLAR, from);
    return at === -1 || at > this.#length ? this.#length : at;
  }

  /** Where a frame that begins here would end; `undefined`: beyond what there is; 0: none begins here. */
  #endOf(start: number): number | undefined {
    const have = this.#length - start;
    if (have >= 2 && this.#buffer[start + 1] !== M) return 0;
    if (have >= 3 && !(this.#buffer[start + 2]! in DIRECTIONS)) return 0;
    if (have < 4) return undefined;
    const end = start + HEAD_BYTES + this.#buffer[start + 3]! + 1;
    return end <= this.#length ? end : undefined;
  }

  #isRight(start: number, end: number): boolean {
    let sum = 0;
    for (let at = start + 3; at < end; at++) sum ^= this.#buffer[at]!;
    return sum === 0;
  }
}
