import { emptyPacket, judgePacket, type Packet, STX_V1, STX_V2 } from '../packet';
import { MAX_TLOG_US, readTlogTime, TLOG_HEAD_BYTES } from './time';
import { MAX_TLOG_RECORD_BYTES } from './tlog-block';

/** One packet of a `.tlog`, as a view: its bytes are void after the call that hands it out. */
export interface TlogRecord {
  /** When it came, as the file says: µs since 1970. */
  readonly timeUs: number;
  /** Where the record begins, in bytes from the file's beginning. */
  readonly offset: number;
  /** `whole`, or of an id that is not known, whose checksum cannot be verified. */
  readonly packet: Packet;
  readonly isKnown: boolean;
}

/** A record, and one that begins with its last byte: a length that is not verified may reach over good ones. */
const LOOKAHEAD_BYTES = 2 * MAX_TLOG_RECORD_BYTES;
/** What is kept, and room for a piece of what comes. */
const WINDOW_BYTES = 64 * 1024;

/**
 * Reads the records of a `.tlog`: 8 bytes of time and a packet each, one behind another, as QGroundControl, Mission Planner and
 * MAVProxy write them. Total, and bounded by a window of 64 KiB; the same in any chunking.
 *
 * A record of a known id has its checksum right; one of an unknown id is believed where the next record begins behind it, or
 * the file ends there, and no record of a known id begins inside of it. Whatever is neither is passed over byte by byte up to the next that is, and counted.
 */
export class TlogReader {
  readonly #onRecord: (record: TlogRecord) => void;
  readonly #window = new Uint8Array(WINDOW_BYTES);
  readonly #view = new DataView(this.#window.buffer);
  /** What of the window is filled, and read. */
  #filled = 0;
  #at = 0;
  /** Of the window's first byte. */
  #base: number;
  readonly #packet = emptyPacket();
  readonly #trial = emptyPacket();
  #isSkipping = false;

  /** Bytes that belong to no record. */
  skippedBytes = 0;
  /** Runs of such bytes. */
  damages = 0;

  /** @param offset where in the file the reading begins */
  constructor(onRecord: (record: TlogRecord) => void, offset = 0) {
    this.#onRecord = onRecord;
    this.#base = offset;
    this.#packet.bytes = this.#window;
    this.#packet.view = this.#view;
  }

  /** The next bytes of the file. They may be reused after the call. */
  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      if (this.#filled === WINDOW_BYTES) this.#shift();
      const part = bytes.subarray(from, from + WINDOW_BYTES - this.#filled);
      this.#window.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      while (this.#filled - this.#at >= LOOKAHEAD_BYTES) this.#step(false);
    }
  }

  /** The file ends here. */
  end(): void {
    while (this.#at < this.#filled) this.#step(true);
  }

  #shift(): void {
    this.#window.copyWithin(0, this.#at, this.#filled);
    this.#base += this.#at;
    this.#filled -= this.#at;
    this.#at = 0;
  }

  /** Reads the record that begins here, or passes a byte over. */
  #step(isEnd: boolean): void {
    const verdict = this.#judge(isEnd);
    if (verdict === 'none') {
      if (!this.#isSkipping) this.damages++;
      this.#isSkipping = true;
      this.skippedBytes++;
      this.#at++;
      return;
    }
    this.#isSkipping = false;
    const offset = this.#base + this.#at;
    const timeUs = readTlogTime(this.#view, this.#at);
    this.#at = this.#packet.end;
    this.#onRecord({ timeUs, offset, packet: this.#packet, isKnown: verdict === 'whole' });
  }

  #judge(isEnd: boolean): 'whole' | 'unknown' | 'none' {
    const packetAt = this.#at + TLOG_HEAD_BYTES;
    if (packetAt >= this.#filled || !this.#isTime(this.#at)) return 'none';
    const verdict = judgePacket(this.#packet, this.#window, packetAt, this.#filled);
    if (verdict === 'whole') return verdict;
    if (verdict !== 'unknown') return 'none';
    const { end } = this.#packet;
    return this.#isFollowed(end, isEnd) && !this.#holdsRecord(this.#at + 1, end) ? verdict : 'none';
  }

  /** Whether a record with a right checksum begins in a stretch. */
  #holdsRecord(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const first = this.#window[at + TLOG_HEAD_BYTES]!;
      if ((first !== STX_V2 && first !== STX_V1) || !this.#isTime(at)) continue;
      if (judgePacket(this.#trial, this.#window, at + TLOG_HEAD_BYTES, this.#filled) === 'whole') return true;
    }
    return false;
  }

  /** Whether what stands at a place may be the time of a record. */
  #isTime(at: number): boolean {
    return at + TLOG_HEAD_BYTES < this.#filled && readTlogTime(this.#view, at) <= MAX_TLOG_US;
  }

  #isFollowed(end: number, isEnd: boolean): boolean {
    if (end + TLOG_HEAD_BYTES >= this.#filled) return isEnd && end === this.#filled;
    const first = this.#window[end + TLOG_HEAD_BYTES];
    return (first === STX_V2 || first === STX_V1) && this.#isTime(end);
  }
}
