import { bcdDigits, writeBcd } from './bcd';
import { DATA_TYPES, type DataType, type MediaPacket, type SimBytes, SUBPACKAGES } from './messages';

/** `30 31 63 64`, with which each packet begins. */
export const MAGIC = [0x30, 0x31, 0x63, 0x64] as const;
const SIM_AT = 8;
/** Payload types of video are 98 and above, those of sound far below. */
const FIRST_VIDEO_TYPE = 96;
/** V 2, no padding, no extension, CC 1: byte 4 of every packet. */
const VERSION_BYTE = 0x81;

/** Whether a packet may begin at `at`: as far as there are bytes, they are the magic. */
export function beginsPacket(bytes: Uint8Array, at = 0): boolean {
  for (let i = 0; i < MAGIC.length && at + i < bytes.length; i++) if (bytes[at + i] !== MAGIC[i]) return false;
  return true;
}

/** How long the part behind data type and channel is, up to the body. */
function fieldsBytes(dataType: DataType): number {
  return dataType === 'transparent' ? 2 : dataType === 'audio' ? 10 : 14;
}

/** What `packetLength` says where there is none. */
export const NEEDS_MORE = 0;
export const NO_PACKET = -1;

/**
 * How long the packet is that begins at `at`, if its SIM number has `simBytes`.
 *
 * @param end behind the last byte that may be looked at
 * @returns bytes, header and body; `NEEDS_MORE` while that cannot be told; `NO_PACKET` where it cannot be one
 */
export function packetLength(bytes: Uint8Array, at: number, end: number, simBytes: SimBytes): number {
  if (!beginsPacket(bytes.subarray(at, Math.min(end, at + MAGIC.length)))) return NO_PACKET;
  if (at + 4 < end && (bytes[at + 4]! & 0xc0) !== 0x80) return NO_PACKET;
  const channelAt = at + SIM_AT + simBytes;
  if (channelAt + 2 > end) return NEEDS_MORE;
  const dataType = DATA_TYPES[bytes[channelAt + 1]! >> 4];
  if (!dataType || !SUBPACKAGES[bytes[channelAt + 1]! & 15]) return NO_PACKET;
  // Sound behind a wide SIM number ends where pictures behind a narrow one would: their payload types tell them apart.
  if (dataType !== 'transparent' && (bytes[at + 5]! & 0x7f) >= FIRST_VIDEO_TYPE !== (dataType !== 'audio'))
    return NO_PACKET;
  const bodyAt = channelAt + 2 + fieldsBytes(dataType);
  if (bodyAt > end) return NEEDS_MORE;
  return bodyAt - at + (bytes[bodyAt - 2]! << 8) + bytes[bodyAt - 1]!;
}

/**
 * Reads a packet of which `packetLength` told the length.
 *
 * @returns its body is a view of `bytes`
 */
export function packetAt(bytes: Uint8Array, at: number, length: number, simBytes: SimBytes): MediaPacket {
  const channelAt = at + SIM_AT + simBytes;
  const kind = bytes[channelAt + 1]!;
  const dataType = DATA_TYPES[kind >> 4]!;
  const fieldsAt = channelAt + 2;
  const u16 = (offset: number) => (bytes[offset]! << 8) | bytes[offset + 1]!;
  const u32 = (offset: number) => u16(offset) * 0x10000 + u16(offset + 2);
  const timed = dataType !== 'transparent';
  return {
    simBytes,
    sim: bcdDigits(bytes, at + SIM_AT, channelAt),
    channel: bytes[channelAt]!,
    marker: (bytes[at + 5]! & 0x80) !== 0,
    payloadType: bytes[at + 5]! & 0x7f,
    sequence: u16(at + 6),
    dataType,
    subpackage: SUBPACKAGES[kind & 15]!,
    ...(timed && { timestampMs: u32(fieldsAt) * 2 ** 32 + u32(fieldsAt + 4) }),
    ...(timed &&
      dataType !== 'audio' && {
        lastIFrameIntervalMs: u16(fieldsAt + 8),
        lastFrameIntervalMs: u16(fieldsAt + 10),
      }),
    body: bytes.subarray(fieldsAt + fieldsBytes(dataType), at + length),
  };
}

/**
 * Reads a datagram.
 *
 * @returns `undefined` unless it is one whole packet and nothing else, whatever the width of its SIM number
 */
export function readDatagram(datagram: Uint8Array): MediaPacket | undefined {
  for (const simBytes of [6, 10] as const) {
    const length = packetLength(datagram, 0, datagram.length, simBytes);
    if (length === datagram.length && length > 0) return packetAt(datagram, 0, length, simBytes);
  }
  return undefined;
}

/** Writes a packet. Digits of the SIM number that do not fit are left out at its front. @param packet its body has at most 65535 bytes */
export function writePacket(packet: MediaPacket): Uint8Array<ArrayBuffer> {
  const { simBytes, dataType, body } = packet;
  const fieldsAt = SIM_AT + simBytes + 2;
  const bodyAt = fieldsAt + fieldsBytes(dataType);
  const bytes = new Uint8Array(bodyAt + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes[4] = VERSION_BYTE;
  bytes[5] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  view.setUint16(6, packet.sequence);
  writeBcd(bytes, SIM_AT, simBytes, packet.sim);
  bytes[fieldsAt - 2] = packet.channel;
  bytes[fieldsAt - 1] = (DATA_TYPES.indexOf(dataType) << 4) | SUBPACKAGES.indexOf(packet.subpackage);
  if (dataType !== 'transparent') {
    const { timestampMs = 0 } = packet;
    view.setUint32(fieldsAt, Math.floor(timestampMs / 2 ** 32));
    view.setUint32(fieldsAt + 4, timestampMs % 2 ** 32);
    if (dataType !== 'audio') {
      view.setUint16(fieldsAt + 8, packet.lastIFrameIntervalMs ?? 0xffff);
      view.setUint16(fieldsAt + 10, packet.lastFrameIntervalMs ?? 0xffff);
    }
  }
  view.setUint16(bodyAt - 2, body.length);
  bytes.set(body, bodyAt);
  return bytes;
}
