/** Bytes of a transport packet (ISO/IEC 13818-1, 2.4.3.2). */
export const TS_PACKET_BYTES = 188;
export const SYNC_BYTE = 0x47;
/** Of packets that only fill a constant rate (2.4.3.3, table 2-3). */
export const NULL_PID = 0x1fff;

/** A transport packet's fields, by the names of ISO/IEC 13818-1, 2.4.3.2 and 2.4.3.4. Void once the next packet is read into it. */
export interface TsPacket {
  transport_error_indicator: boolean;
  payload_unit_start_indicator: boolean;
  /** 0..8191. */
  pid: number;
  /** 0: not scrambled. */
  transport_scrambling_control: number;
  continuity_counter: number;
  discontinuity_indicator: boolean;
  /** stuffing_byte fields behind all else of the adaptation field: how many. */
  stuffing: number;
  /** Where the payload begins and ends in the bytes that were read; the same where there is none. */
  from: number;
  to: number;
}

/** One to be read into again and again. */
export function emptyPacket(): TsPacket {
  return {
    ...{ transport_error_indicator: false, payload_unit_start_indicator: false, pid: NULL_PID },
    ...{ transport_scrambling_control: 0, continuity_counter: 0, discontinuity_indicator: false },
    ...{ stuffing: 0, from: 0, to: 0 },
  };
}

/**
 * Reads the 188 bytes at `at`, which begin with a sync byte.
 *
 * @returns false of a packet that contradicts itself: its adaptation field is longer than it, or it is of a reserved kind
 */
export function readPacket(bytes: Uint8Array, at: number, into: TsPacket): boolean {
  const second = bytes[at + 1]!;
  const fourth = bytes[at + 3]!;
  into.transport_error_indicator = (second & 0x80) !== 0;
  into.payload_unit_start_indicator = (second & 0x40) !== 0;
  into.pid = ((second & 0x1f) << 8) | bytes[at + 2]!;
  into.transport_scrambling_control = fourth >> 6;
  into.continuity_counter = fourth & 0x0f;
  into.discontinuity_indicator = false;
  into.stuffing = 0;
  into.to = at + TS_PACKET_BYTES;
  const adaptation_field_control = (fourth >> 4) & 3;
  if (adaptation_field_control === 0) return false;
  into.from = at + 4;
  if (adaptation_field_control === 1) return true;
  const adaptation_field_length = bytes[at + 4]!;
  const end = at + 5 + adaptation_field_length;
  if (end > into.to) return false;
  into.from = adaptation_field_control === 2 ? into.to : end;
  if (adaptation_field_length === 0) {
    // The one byte of length stuffs alone.
    into.stuffing = 1;
    return true;
  }
  const flags = bytes[at + 5]!;
  into.discontinuity_indicator = (flags & 0x80) !== 0;
  into.stuffing = Math.max(0, end - endOfFields(bytes, at + 6, end, flags));
  return true;
}

/** Behind the fields of an adaptation field, where stuffing begins (2.4.3.4). */
function endOfFields(bytes: Uint8Array, from: number, end: number, flags: number): number {
  let at = from;
  // PCR_flag, OPCR_flag, splicing_point_flag.
  if ((flags & 0x10) !== 0) at += 6;
  if ((flags & 0x08) !== 0) at += 6;
  if ((flags & 0x04) !== 0) at += 1;
  // transport_private_data_flag, adaptation_field_extension_flag: each with a length of its own.
  if ((flags & 0x02) !== 0) at += at < end ? 1 + bytes[at]! : 1;
  if ((flags & 0x01) !== 0) at += at < end ? 1 + bytes[at]! : 1;
  return at;
}
