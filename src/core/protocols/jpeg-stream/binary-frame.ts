import { QUALITIES, type Quality } from './presets';

/**
 * A picture as a binary message, which the dialect promises and never defined. Ours, big-endian:
 * `u8 version (1) | u8 quality (0 low, 1 medium, 2 high) | u16 zero | u32 frame number | f64 Unix seconds`, then the JPEG.
 * A JPEG begins with FF, so a bare one is told apart by its first byte and taken as well.
 */
export const BINARY_HEADER_BYTES = 16;
const VERSION = 1;

/** A picture out of a binary message. */
export interface BinaryFrame {
  /** A view of the message. */
  readonly jpeg: Uint8Array;
  /** Unix seconds; absent in a bare JPEG. */
  readonly timestamp?: number;
  readonly frameNumber?: number;
  readonly quality?: Quality;
}

/** Writes a binary message. One copy of the JPEG. */
export function writeBinaryFrame(
  facts: { readonly timestamp: number; readonly frameNumber: number; readonly quality: Quality },
  jpeg: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(BINARY_HEADER_BYTES + jpeg.length);
  const view = new DataView(message.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, QUALITIES.indexOf(facts.quality));
  view.setUint32(4, facts.frameNumber >>> 0);
  view.setFloat64(8, facts.timestamp);
  message.set(jpeg, BINARY_HEADER_BYTES);
  return message;
}

/**
 * Reads a binary message. Whether its JPEG is one is not looked at here.
 *
 * @returns `undefined` for another version, or a message too short for a picture.
 */
export function readBinaryFrame(message: Uint8Array): BinaryFrame | undefined {
  if (message[0] === 0xff) return { jpeg: message };
  if (message[0] !== VERSION || message.length <= BINARY_HEADER_BYTES) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const quality = QUALITIES[view.getUint8(1)];
  const timestamp = view.getFloat64(8);
  return {
    jpeg: message.subarray(BINARY_HEADER_BYTES),
    frameNumber: view.getUint32(4),
    ...(Number.isFinite(timestamp) ? { timestamp } : {}),
    ...(quality ? { quality } : {}),
  };
}
