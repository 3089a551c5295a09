import { firstOfAggregate, giveAggregate, giveUnit } from './aggregate';
import { type NalEvents, type NalPlace, type PayloadReader, startCodeBytes } from './payload-format';

/** Packet types beside the NAL unit types 1–23 (RFC 6184, table 3). */
const STAP_A = 24;
const STAP_B = 25;
const MTAP16 = 26;
const MTAP24 = 27;
const FU_A = 28;
const FU_B = 29;

/** The first and the last of the NAL unit types that stand before a picture's first slice (ITU-T H.264, 7.4.1.2.3). */
const LAST_SLICE = 5;
const SEI = 6;
const DELIMITER = 9;

/**
 * Payloads of H.264 (RFC 6184): single NAL units, STAP-A, FU-A; STAP-B and FU-B as long as their decoding order is that of
 * their packets. A fragment's bytes are given on as they come.
 */
export class AvcPayloadReader implements PayloadReader {
  readonly #events: NalEvents;
  /** A fragmented unit is open, and nothing of it is missing. */
  #isOpen = false;
  #header = Uint8Array.of(0, 0, 0, 1, 0);
  /** Decoding order number of the last STAP-B or FU-B. */
  #don: number | undefined;

  constructor(events: NalEvents) {
    this.#events = events;
  }

  lost(): void {
    this.#isOpen = false;
  }

  push(payload: Uint8Array): void {
    const type = payload[0]! & 0x1f;
    if (payload.length === 0) return;
    if (type !== FU_A && type !== FU_B) this.#isOpen = false;
    if (startCodeBytes(payload) > 0) this.#events.bytes(payload);
    else if (type >= 1 && type <= 23) giveUnit(payload, this.#events);
    else if (type === STAP_A) giveAggregate(payload, 1, this.#events);
    else if (type === STAP_B) this.#stapB(payload);
    else if (type === FU_A) this.#fragment(payload, 2);
    else if (type === FU_B) this.#fragmentB(payload);
    else this.#events.malformed(type === MTAP16 || type === MTAP24 ? 'interleaved' : 'type');
  }

  roleOf(header: number): NalPlace {
    const type = header & 0x1f;
    if (type >= 1 && type <= LAST_SLICE) return 'slice';
    return type >= SEI && type <= DELIMITER ? 'before' : 'any';
  }

  beginsPicture(payload: Uint8Array): boolean {
    const type = payload[0]! & 0x1f;
    if (type === FU_A || type === FU_B) {
      const header = payload[1] ?? 0;
      // Type 0: a byte stream that was cut in fragments as if it were one unit.
      const nal_unit_type = header & 0x1f;
      return (
        (header & 0x80) !== 0 && (nal_unit_type === 0 || begins(nal_unit_type, payload[type === FU_A ? 2 : 4] ?? 0))
      );
    }
    const nal =
      type === STAP_A
        ? firstOfAggregate(payload, 1)
        : type === STAP_B
          ? firstOfAggregate(payload, 3)
          : payload.subarray(startCodeBytes(payload));
    return begins(nal[0]! & 0x1f, nal[1] ?? 0);
  }

  #stapB(payload: Uint8Array): void {
    if (payload.length < 3) return this.#events.malformed('length');
    if (this.#isInOrder((payload[1]! << 8) | payload[2]!)) giveAggregate(payload, 3, this.#events);
  }

  #fragmentB(payload: Uint8Array): void {
    if (payload.length < 4) return this.#events.malformed('length');
    // Only the first fragment of a unit is an FU-B (5.8).
    if (this.#isInOrder((payload[2]! << 8) | payload[3]!)) this.#fragment(payload, 4);
    else this.#isOpen = false;
  }

  /** @param from where the unit's own bytes begin */
  #fragment(payload: Uint8Array, from: number): void {
    if (payload.length < from) return this.#events.malformed('length');
    const indicator = payload[0]!;
    const header = payload[1]!;
    if ((header & 0x80) !== 0) {
      this.#isOpen = true;
      this.#header[4] = (indicator & 0xe0) | (header & 0x1f);
      this.#events.begins(this.#header[4]);
      this.#events.bytes(this.#header);
    } else if (!this.#isOpen) {
      return this.#events.malformed('orphan');
    }
    if (payload.length > from) this.#events.bytes(payload.subarray(from));
    if ((header & 0x40) !== 0) this.#isOpen = false;
  }

  #isInOrder(don: number): boolean {
    const ahead = this.#don === undefined ? 0 : (don - this.#don) & 0xffff;
    this.#don = don;
    if (ahead < 0x8000) return true;
    this.#events.malformed('interleaved');
    return false;
  }
}

/** @param second the byte behind the header: its first bit is 1 where first_mb_in_slice is 0 */
function begins(nal_unit_type: number, second: number): boolean {
  if (nal_unit_type >= SEI && nal_unit_type <= DELIMITER) return true;
  return (nal_unit_type === 1 || nal_unit_type === 5) && (second & 0x80) !== 0;
}
