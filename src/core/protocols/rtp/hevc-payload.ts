import { firstOfAggregate, giveAggregate, giveUnit } from './aggregate';
import { type NalEvents, type NalPlace, type PayloadReader, startCodeBytes } from './payload-format';

/** Packet types beside the NAL unit types 0–47 (RFC 7798, 4.4). */
const AGGREGATION = 48;
const FRAGMENTATION = 49;
const PACI = 50;

/** NAL unit types (ITU-T H.265, table 7-1). */
const VPS = 32;
const DELIMITER = 35;
const PREFIX_SEI = 39;
const LAST_SLICE = 31;

/**
 * Payloads of H.265 (RFC 7798): single NAL units, aggregation and fragmentation packets without decoding order numbers. A
 * fragment's bytes are given on as they come. PACI packets are passed over: a receiver that knows none of their extensions
 * may.
 */
export class HevcPayloadReader implements PayloadReader {
  readonly #events: NalEvents;
  /** A fragmented unit is open, and nothing of it is missing. */
  #isOpen = false;
  #header = Uint8Array.of(0, 0, 0, 1, 0, 0);

  constructor(events: NalEvents) {
    this.#events = events;
  }

  lost(): void {
    this.#isOpen = false;
  }

  push(payload: Uint8Array): void {
    if (payload.length === 0) return;
    if (startCodeBytes(payload) > 0) return this.#events.bytes(payload);
    if (payload.length < 2) return this.#events.malformed('length');
    const type = typeOf(payload[0]!);
    if (type !== FRAGMENTATION) this.#isOpen = false;
    if (type < AGGREGATION) {
      giveUnit(payload, this.#events);
    } else if (type === AGGREGATION) {
      giveAggregate(payload, 2, this.#events);
    } else if (type === FRAGMENTATION) {
      this.#fragment(payload);
    } else if (type !== PACI) {
      this.#events.malformed('type');
    }
  }

  roleOf(header: number): NalPlace {
    const type = typeOf(header);
    if (type <= LAST_SLICE) return 'slice';
    return isBefore(type) ? 'before' : 'any';
  }

  beginsPicture(payload: Uint8Array): boolean {
    const type = typeOf(payload[0] ?? 0);
    if (type === FRAGMENTATION) {
      const header = payload[2] ?? 0;
      return (header & 0x80) !== 0 && begins(header & 0x3f, payload[3] ?? 0);
    }
    const nal = type === AGGREGATION ? firstOfAggregate(payload, 2) : payload.subarray(startCodeBytes(payload));
    return begins(typeOf(nal[0] ?? 0), nal[2] ?? 0);
  }

  #fragment(payload: Uint8Array): void {
    if (payload.length < 3) return this.#events.malformed('length');
    const header = payload[2]!;
    if ((header & 0x80) !== 0) {
      this.#isOpen = true;
      this.#header[4] = (payload[0]! & 0x81) | ((header & 0x3f) << 1);
      this.#header[5] = payload[1]!;
      this.#events.begins(this.#header[4]);
      this.#events.bytes(this.#header);
    } else if (!this.#isOpen) {
      return this.#events.malformed('orphan');
    }
    if (payload.length > 3) this.#events.bytes(payload.subarray(3));
    if ((header & 0x40) !== 0) this.#isOpen = false;
  }
}

function typeOf(first: number): number {
  return (first >> 1) & 0x3f;
}

/** @param third the byte behind the header: its first bit is first_slice_segment_in_pic_flag of a slice */
function begins(nal_unit_type: number, third: number): boolean {
  if (isBefore(nal_unit_type)) return true;
  return nal_unit_type <= LAST_SLICE && (third & 0x80) !== 0;
}

function isBefore(nal_unit_type: number): boolean {
  return (nal_unit_type >= VPS && nal_unit_type <= DELIMITER) || nal_unit_type === PREFIX_SEI;
}
