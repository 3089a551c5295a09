import { joinBytes } from '../../join-bytes';
import { MAX_PES_HEADER_BYTES, type PesHeader, readPesHeader } from './pes';

/** Who hears of one elementary stream's PES packets, at once and in order. */
export interface PesEvents {
  begin(header: PesHeader): void;
  /** The next bytes of the payload. @param isMarked the packet's end will be told when its last byte comes */
  data(payload: Uint8Array, isMarked: boolean): void;
  /** Behind what was told the packet ends. */
  end(): void;
  /** A part of it is missing: what was told of it is void, and the rest will not be told. */
  lost(): void;
}

/** So many packets whose last transport packet alone was stuffed: stuffing means the end. */
const MIN_STUFFED = 2;

/**
 * Reads the PES packets of one elementary stream. Most senders of video leave PES_packet_length 0, so that only the next packet
 * ends one: a picture late. But a PES packet ends with its transport packet, and is stuffed to its end there (ISO/IEC 13818-1,
 * 2.4.3.5); once a sender has been seen to stuff there and nowhere else, stuffing ends the packet at once. One in 184 needs
 * none, and is ended by other means.
 */
export class PesReader {
  readonly #events: PesEvents;
  readonly #keepsDamaged: boolean;
  /** Of a header whose end has not come. */
  #header: Uint8Array | undefined;
  /** Bytes of the open packet are told. */
  #isOpen = false;
  /** The packet has ended, as its length or its stuffing says: nothing more should come of it. */
  #hasEnded = false;
  /** Bytes that are still to come; `undefined` where the packet does not say, or is not believed. */
  #remaining: number | undefined;
  #trustsLength = true;
  /** Packets of which the last transport packet was stuffed, and no other. */
  #stuffed = 0;
  #trustsStuffing = true;
  #wasStuffed = false;

  /** @param keepsDamaged what comes behind a loss is told as well */
  constructor(events: PesEvents, keepsDamaged = false) {
    this.#events = events;
    this.#keepsDamaged = keepsDamaged;
  }

  /** Whether stuffing tells where packets end. */
  get believesStuffing(): boolean {
    return this.#trustsStuffing && this.#stuffed >= MIN_STUFFED;
  }

  /** Transport packets are missing before the next. */
  lost(): void {
    this.#header = undefined;
    this.#remaining = undefined;
    this.#wasStuffed = false;
    if (!this.#keepsDamaged) {
      this.#isOpen = false;
      this.#hasEnded = false;
    }
    this.#events.lost();
  }

  /**
   * The payload of the next transport packet.
   *
   * @param begins payload_unit_start_indicator
   * @param isStuffed its adaptation field has stuffing
   */
  push(payload: Uint8Array, begins: boolean, isStuffed: boolean): void {
    if (begins) {
      this.#endByNext();
      this.#header = payload.subarray(0, 0);
    }
    let rest = payload;
    if (this.#header) {
      const behind = this.#readHeader(payload);
      if (!behind) return;
      rest = behind;
    }
    if (!this.#isOpen) return;
    this.#take(rest, isStuffed);
  }

  /** @returns what lies behind the header, once that is whole */
  #readHeader(payload: Uint8Array): Uint8Array | undefined {
    const before = this.#header!;
    const bytes = before.length === 0 ? payload : joinBytes([before, payload]);
    const read = readPesHeader(bytes);
    this.#header = undefined;
    if (read === 'more') {
      if (bytes.length < MAX_PES_HEADER_BYTES) this.#header = bytes;
      return undefined;
    }
    if (!read) return undefined;
    this.#isOpen = true;
    this.#hasEnded = false;
    this.#wasStuffed = false;
    this.#remaining = this.#trustsLength ? read.payload : undefined;
    this.#events.begin(read.header);
    return bytes.subarray(read.length);
  }

  #take(payload: Uint8Array, isStuffed: boolean): void {
    if (this.#wasStuffed) this.#trustsStuffing = false;
    this.#wasStuffed = isStuffed;
    // Its length is wrong, or its stuffing meant nothing.
    if (this.#hasEnded && payload.length > 0) {
      if (this.#remaining === 0) this.#trustsLength = false;
      this.#remaining = undefined;
      this.#hasEnded = false;
    }
    const marked = this.#remaining !== undefined;
    if (payload.length > 0) this.#events.data(payload, marked || this.believesStuffing);
    if (marked) this.#remaining = Math.max(0, this.#remaining! - payload.length);
    if (marked ? this.#remaining === 0 : isStuffed && this.believesStuffing) this.#end();
  }

  #endByNext(): void {
    if (!this.#isOpen) return;
    if (this.#wasStuffed) this.#stuffed++;
    if (!this.#hasEnded) {
      // Nothing is missing, as the packets are counted: the length was wrong.
      if (this.#remaining !== undefined) this.#trustsLength = false;
      this.#end();
    }
    this.#isOpen = false;
    this.#hasEnded = false;
  }

  #end(): void {
    this.#hasEnded = true;
    this.#events.end();
  }
}
