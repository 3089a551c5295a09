import { crcOf, crcWith } from './crc';
import { type KnownMessage, knownMessage } from './known-messages';

/** First bytes of a packet (STX). */
export const STX_V1 = 0xfe;
export const STX_V2 = 0xfd;

/** MAVLINK_IFLAG_SIGNED: 13 bytes of signature follow the checksum. */
export const IFLAG_SIGNED = 0x01;
export const SIGNATURE_BYTES = 13;
const CRC_BYTES = 2;
export const HEADER_BYTES = { 1: 6, 2: 10 } as const;

/** The longest packet: version 2 with 255 bytes of payload, signed. */
export const MAX_PACKET_BYTES = HEADER_BYTES[2] + 255 + CRC_BYTES + SIGNATURE_BYTES;

/**
 * One packet, as a view: its bytes lie in the buffer that the socket gave, and are void after the call that hands it out. A
 * parser has one of these and fills it anew.
 */
export interface Packet {
  bytes: Uint8Array;
  view: DataView;
  /** Where it begins and ends in `bytes`. */
  start: number;
  end: number;
  version: 1 | 2;
  incompatFlags: number;
  compatFlags: number;
  /** 0..255, counted by its sender over all its messages. */
  seq: number;
  system: number;
  component: number;
  message: KnownMessage;
  payloadAt: number;
  /** As sent: version 2 leaves out zeros at the end. */
  payloadLength: number;
}

export function emptyPacket(): Packet {
  const bytes = new Uint8Array(0);
  return {
    bytes,
    view: new DataView(bytes.buffer),
    ...{ start: 0, end: 0, version: 2, incompatFlags: 0, compatFlags: 0, seq: 0, system: 0, component: 0 },
    message: { id: 0, name: '', minLength: 0, maxLength: 0, crcExtra: 0 },
    ...{ payloadAt: 0, payloadLength: 0 },
  };
}

/** What stands at a place of a buffer: no packet, the beginning of what may be one, what may be one of an id that is not known, or a whole one. */
export type Verdict = 'none' | 'open' | 'unknown' | 'damaged' | 'whole';

/**
 * Judges what begins at `at`, and writes it to `packet` where it is `whole`. Of an `unknown` id only `start`, `end` and the header are
 * written: its checksum cannot be verified. Lengths alone are never believed: `whole` has its checksum right.
 *
 * @param length of what is valid in `bytes`
 */
export function judgePacket(packet: Packet, bytes: Uint8Array, at: number, length: number): Verdict {
  const version = bytes[at] === STX_V2 ? 2 : bytes[at] === STX_V1 ? 1 : 0;
  if (version === 0) return 'none';
  const header = HEADER_BYTES[version];
  if (at + header > length) return 'open';
  const payloadLength = bytes[at + 1]!;
  const incompat = version === 2 ? bytes[at + 2]! : 0;
  const id = version === 2 ? bytes[at + 7]! | (bytes[at + 8]! << 8) | (bytes[at + 9]! << 16) : bytes[at + 5]!;
  const crcAt = at + header + payloadLength;
  const end = crcAt + CRC_BYTES + (incompat & IFLAG_SIGNED ? SIGNATURE_BYTES : 0);
  const known = knownMessage(id);
  if (known) {
    // Version 1 has no extension fields, and leaves out no zeros.
    if (version === 1 && payloadLength < known.minLength) return 'none';
  }
  if (end > length) return 'open';
  if (known) {
    const crc = crcWith(crcOf(bytes, at + 1, crcAt), known.crcExtra);
    if (bytes[crcAt] !== (crc & 0xff) || bytes[crcAt + 1] !== crc >>> 8) return 'damaged';
    packet.message = known;
  }
  packet.start = at;
  packet.end = end;
  packet.version = version;
  packet.incompatFlags = incompat;
  packet.compatFlags = version === 2 ? bytes[at + 3]! : 0;
  packet.seq = bytes[at + header - (version === 2 ? 6 : 4)]!;
  packet.system = bytes[at + header - (version === 2 ? 5 : 3)]!;
  packet.component = bytes[at + header - (version === 2 ? 4 : 2)]!;
  packet.payloadAt = at + header;
  packet.payloadLength = payloadLength;
  if (known) return 'whole';
  packet.message = { id, name: '', minLength: 0, maxLength: 255, crcExtra: 0 };
  return 'unknown';
}
