import { PUSH_PACKET_TYPES, type PushPacket, type PushPacketFault, type PushPacketType } from './messages';

/** `u32 total | u8 type | u64 timestamp µs`, in front of a parameter set. */
const PARAMETER_SET_HEADER_BYTES = 13;
/** `u32 total | u8 type | u64 pts µs | u32 size | u32 flags`, in front of a frame. */
export const FRAME_HEADER_BYTES = 21;

/** A packet, or why the bytes are none. */
export type ReadPacket =
  | { readonly ok: true; readonly packet: PushPacket }
  | { readonly ok: false; readonly fault: PushPacketFault };

/**
 * Reads one message as a packet, big-endian. Every length must agree and the payload must begin with a start code, so a
 * piece of a byte stream is not taken for one: of such a piece the first four bytes alone would have to be its length.
 */
export function readPushPacket(message: Uint8Array): ReadPacket {
  if (message.length < PARAMETER_SET_HEADER_BYTES) return fault('short');
  const type = packetType(message[4]!);
  if (!type) return fault('type');
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  if (view.getUint32(0) !== message.length) return fault('length');
  const timestampUs = view.getUint32(5) * 2 ** 32 + view.getUint32(9);
  const headerBytes = headerBytesOf(type);
  if (message.length < headerBytes) return fault('short');
  const isFrame = headerBytes === FRAME_HEADER_BYTES;
  if (isFrame && view.getUint32(13) !== message.length - headerBytes) return fault('size');
  const payload = message.subarray(headerBytes);
  if (!beginsWithStartCode(payload)) return fault('start-code');
  return { ok: true, packet: { type, timestampUs, flags: isFrame ? view.getUint32(17) : 0, payload } };
}

/** Writes a packet as one message. The payload is copied. */
export function writePushPacket({ type, timestampUs, flags, payload }: PushPacket): Uint8Array<ArrayBuffer> {
  const headerBytes = headerBytesOf(type);
  const message = new Uint8Array(headerBytes + payload.length);
  const view = new DataView(message.buffer);
  view.setUint32(0, message.length);
  view.setUint8(4, TYPE_CODES[type]);
  view.setUint32(5, Math.floor(timestampUs / 2 ** 32));
  view.setUint32(9, timestampUs % 2 ** 32);
  if (headerBytes === FRAME_HEADER_BYTES) {
    view.setUint32(13, payload.length);
    view.setUint32(17, flags);
  }
  message.set(payload, headerBytes);
  return message;
}

const TYPE_CODES: Readonly<Record<PushPacketType, number>> = { sps: 1, pps: 2, 'key-frame': 3, frame: 4, vps: 5 };

function packetType(code: number): PushPacketType | undefined {
  return (PUSH_PACKET_TYPES as Readonly<Record<number, PushPacketType>>)[code];
}

function headerBytesOf(type: PushPacketType): number {
  return type === 'sps' || type === 'pps' || type === 'vps' ? PARAMETER_SET_HEADER_BYTES : FRAME_HEADER_BYTES;
}

function beginsWithStartCode(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && (bytes[2] === 1 || (bytes[2] === 0 && bytes[3] === 1));
}

function fault(fault: PushPacketFault): ReadPacket {
  return { ok: false, fault };
}
