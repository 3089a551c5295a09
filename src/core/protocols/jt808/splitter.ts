import {
  DELIMITER,
  ESCAPE,
  ESCAPED,
  type Jt808Frame,
  type Jt808FrameFault,
  type Jt808Quirk,
  LONGEST_FRAME,
  readFrame,
} from './frame';

/** What a byte stream held next. */
export type Jt808Input =
  | { readonly kind: 'frame'; readonly frame: Jt808Frame; readonly quirk?: Jt808Quirk }
  /** `bytes` of the stream, unescaped, were no frame. */
  | { readonly kind: 'fault'; readonly fault: Jt808FrameFault; readonly bytes: number };

/** Most connections carry short frames only; room grows up to the longest when needed. */
const FIRST_ROOM = 64;

/**
 * Cuts frames out of a TCP stream, in any chunking. Every delimiter ends what stands before it and begins what follows:
 * so half a frame, noise between two, or a delimiter too many cost nothing but themselves. Holds one frame at most.
 */
export class Jt808Splitter {
  #content = new Uint8Array(FIRST_ROOM);
  #length = 0;
  /** Bytes before the first delimiter, or behind what is too long, are counted and not kept. */
  #state: 'outside' | 'inside' | 'escaped' = 'outside';
  #skipped = 0;
  #fault: Jt808FrameFault = 'short';
  readonly #other: readonly number[] | undefined;
  #rest: Uint8Array | undefined;

  /** @param other the bytes with which something that is no frame may begin between two: a connection that carries both */
  constructor(other?: readonly number[]) {
    this.#other = other;
  }

  /** Bytes since the last delimiter that are no part of a frame: a peer that speaks something else makes it grow. */
  get skippedBytes(): number {
    return this.#state === 'outside' ? this.#skipped : 0;
  }

  /** What begins with the other bytes, or as many of them as there are, in the chunk that was pushed last. */
  takeRest(): Uint8Array | undefined {
    const rest = this.#rest;
    this.#rest = undefined;
    return rest;
  }

  /** Takes the next bytes, up to those that are another's. What it yields has its own memory. */
  *push(chunk: Uint8Array): Generator<Jt808Input, void, undefined> {
    for (let at = 0; at < chunk.length; at++) {
      if (this.#beginsOther(chunk, at)) {
        this.#rest = chunk.subarray(at);
        return;
      }
      const byte = chunk[at]!;
      if (byte === DELIMITER) {
        const input = this.#end();
        if (input) yield input;
      } else if (this.#state === 'outside') this.#skipped++;
      else if (this.#state === 'escaped') this.#unescape(byte);
      else if (byte === ESCAPE) this.#state = 'escaped';
      else this.#keep(byte);
    }
  }

  #beginsOther(chunk: Uint8Array, at: number): boolean {
    const other = this.#other;
    if (chunk[at] !== other?.[0] || !other) return false;
    if (this.#state === 'escaped' || (this.#state === 'inside' && this.#length > 0)) return false;
    return other.every((byte, ahead) => at + ahead >= chunk.length || chunk[at + ahead] === byte);
  }

  #end(): Jt808Input | undefined {
    if (this.#state === 'escaped') {
      const frame = this.#withBareChecksum();
      if (frame) return frame;
      this.#giveUp('escape');
    }
    const outside = this.#state === 'outside';
    const bytes = outside ? this.#skipped : this.#length;
    this.#state = 'inside';
    this.#skipped = 0;
    this.#length = 0;
    if (bytes === 0) return undefined;
    if (outside) {
      const fault = this.#fault;
      this.#fault = 'short';
      return { kind: 'fault', fault, bytes };
    }
    const read = readFrame(this.#content.slice(0, bytes));
    if (!read.ok) return { kind: 'fault', fault: read.fault, bytes };
    return { kind: 'frame', frame: read.frame, ...(read.quirk && { quirk: read.quirk }) };
  }

  /** Some terminals escape all but the checksum: 0x7d before the delimiter is taken for it where it is right. */
  #withBareChecksum(): Jt808Input | undefined {
    const content = new Uint8Array(this.#length + 1);
    content.set(this.#content.subarray(0, this.#length));
    content[this.#length] = ESCAPE;
    const read = readFrame(content);
    if (!read.ok) return undefined;
    this.#state = 'inside';
    this.#length = 0;
    return { kind: 'frame', frame: read.frame, quirk: 'checksum-escape' };
  }

  #unescape(byte: number): void {
    const meant = (ESCAPED as Readonly<Record<number, number>>)[byte];
    if (meant === undefined) return this.#giveUp('escape');
    this.#state = 'inside';
    this.#keep(meant);
  }

  #keep(byte: number): void {
    if (this.#length === this.#content.length) {
      if (this.#length === LONGEST_FRAME) return this.#giveUp('long');
      const grown = new Uint8Array(Math.min(LONGEST_FRAME, this.#length * 4));
      grown.set(this.#content);
      this.#content = grown;
    }
    this.#content[this.#length++] = byte;
  }

  /** What was kept is worthless: counts it, with the byte at fault, and all that follows up to the next delimiter. */
  #giveUp(fault: Jt808FrameFault): void {
    this.#fault = fault;
    this.#skipped = this.#length + 1;
    this.#length = 0;
    this.#state = 'outside';
  }
}
