import type { AccessUnit } from '#core/media/access-unit';

/**
 * The binary message that carries one picture from the station to a viewer, over a MessagePort and a WebSocket alike.
 *
 * Big-endian: `u8 version (1) | u8 type (1 = picture) | u16 stream number | u8 flags (bit 0 key) | u8[3] zero |
 * f64 receive time µs | f64 capture time µs | f64 send time µs`, then the access unit's Annex B bytes. Times are on the
 * station's clock; NaN is an unknown capture or send time.
 */
export const PICTURE_VERSION = 1;
export const PICTURE_HEADER_BYTES = 32;
const TYPE_PICTURE = 1;
const FLAG_KEY = 1;

/** A picture as a viewer receives it: an access unit and the number of its stream on this link. */
export interface Picture extends AccessUnit {
  /** The stream's number, from the `streams` message. */
  readonly stream: number;
  /** When the station handed it to the link, in µs on the station's clock; absent where nobody said. */
  readonly sentUs?: number;
}

/**
 * Writes a picture message. One copy of the access unit, into the message.
 *
 * @param sentUs the station's clock, now.
 */
export function encodePicture(stream: number, unit: AccessUnit, sentUs: number): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(PICTURE_HEADER_BYTES + unit.data.length);
  const view = new DataView(message.buffer);
  view.setUint8(0, PICTURE_VERSION);
  view.setUint8(1, TYPE_PICTURE);
  view.setUint16(2, stream);
  view.setUint8(4, unit.key ? FLAG_KEY : 0);
  view.setFloat64(8, unit.receiveUs);
  view.setFloat64(16, unit.captureUs ?? Number.NaN);
  view.setFloat64(24, sentUs);
  message.set(unit.data, PICTURE_HEADER_BYTES);
  return message;
}

/**
 * Reads a picture message without copying: `data` is a view of `message`.
 *
 * @returns `undefined` for anything that is not a picture message of this version.
 */
export function decodePicture(message: Uint8Array): Picture | undefined {
  if (message.length <= PICTURE_HEADER_BYTES || message[0] !== PICTURE_VERSION || message[1] !== TYPE_PICTURE) {
    return undefined;
  }
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const receiveUs = view.getFloat64(8);
  const captureUs = view.getFloat64(16);
  const sentUs = view.getFloat64(24);
  if (!Number.isFinite(receiveUs)) return undefined;
  return {
    stream: view.getUint16(2),
    key: (view.getUint8(4) & FLAG_KEY) !== 0,
    receiveUs,
    ...(Number.isFinite(captureUs) ? { captureUs } : {}),
    ...(Number.isFinite(sentUs) ? { sentUs } : {}),
    data: message.subarray(PICTURE_HEADER_BYTES),
  };
}
