import { readEntry } from '#core/bitstream/decoder-start/recovery-point';
import { type AccessUnit, isEntry, type PictureCodec } from '#core/media/access-unit';

/**
 * The binary message that carries one picture from the station to a viewer: one binary message over a WebSocket, an array
 * of header and access unit over a MessagePort.
 *
 * Big-endian: `u8 version (1) | u8 type (1 = picture) | u16 stream number | u8 flags (bit 0 key, bit 1 hidden, bit 2 last, bit 3 entry, bit 4
 * after a loss) |
 * u8 codec (0 H.264, 1 JPEG, 2 H.265) | u16 run | f64 receive time µs | f64 capture time µs | f64 send time µs`, then the access
 * unit's bytes: Annex B or a JPEG. Times are on the station's clock; NaN is an unknown capture or send time.
 *
 * A run of 0 is live. Any other is played back because somebody asked for it under that number (`playback.ts`): its receive
 * and capture times are on the wall's clock, and a hidden picture is decoded, not shown. Behind a last one nothing follows for
 * now: what the decoder holds back is called out of it, and the next is a key picture.
 */
export const PICTURE_VERSION = 1;
export const PICTURE_HEADER_BYTES = 32;
const TYPE_PICTURE = 1;
const FLAG_KEY = 1;
const FLAG_HIDDEN = 2;
const FLAG_LAST = 4;
const FLAG_ENTRY = 8;
const FLAG_AFTER_LOSS = 16;
const CODECS: readonly PictureCodec[] = ['h264', 'jpeg', 'h265'];

/** A picture as a viewer receives it: an access unit and the number of its stream on this link. */
export interface Picture extends AccessUnit {
  /** The stream's number, from the `streams` message. */
  readonly stream: number;
  /** When the station handed it to the link, in µs on the station's clock; absent where that is not known. */
  readonly sentUs?: number;
  /** What it was asked for by; absent: it is live. Its times are on the wall's clock then. */
  readonly run?: number;
  /** Only needed to decode those after it; not to be shown. */
  readonly hidden?: boolean;
  /** Nothing follows for now: what the decoder holds back is wanted. */
  readonly last?: boolean;
}

/** How a picture that is played back differs from a live one. */
export interface PlayedBack {
  readonly run: number;
  readonly hidden: boolean;
  readonly last?: boolean;
}

/**
 * Writes a picture message's header. The access unit's bytes follow it as they are: they are the same for every viewer,
 * and are copied for none.
 *
 * @param sentUs the station's clock, now.
 * @param played present where it is not live
 */
export function encodePictureHeader(
  stream: number,
  unit: AccessUnit,
  sentUs: number,
  played?: PlayedBack,
): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(PICTURE_HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint8(0, PICTURE_VERSION);
  view.setUint8(1, TYPE_PICTURE);
  view.setUint16(2, stream);
  view.setUint8(4, flagsOf(unit, played));
  view.setUint8(5, CODECS.indexOf(unit.codec));
  view.setUint16(6, played?.run ?? 0);
  view.setFloat64(8, unit.receiveUs);
  view.setFloat64(16, unit.captureUs ?? Number.NaN);
  view.setFloat64(24, sentUs);
  return header;
}

function flagsOf(unit: AccessUnit, played: PlayedBack | undefined): number {
  let flags = unit.key ? FLAG_KEY : 0;
  if (played?.hidden) flags |= FLAG_HIDDEN;
  if (played?.last) flags |= FLAG_LAST;
  if (isEntry(unit) && !unit.key) flags |= FLAG_ENTRY;
  if (unit.afterLoss) flags |= FLAG_AFTER_LOSS;
  return flags;
}

/**
 * Reads a picture message without copying.
 *
 * @param message the header, and behind it the access unit unless that came apart
 * @param data the access unit, where the link carries it apart from its header
 * @returns `undefined` for anything that is not a picture message of this version, or of a codec that it does not know.
 */
export function decodePicture(
  message: Uint8Array,
  data: Uint8Array = message.subarray(PICTURE_HEADER_BYTES),
): Picture | undefined {
  if (message.length < PICTURE_HEADER_BYTES || data.length === 0) return undefined;
  if (message[0] !== PICTURE_VERSION || message[1] !== TYPE_PICTURE) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const receiveUs = view.getFloat64(8);
  const captureUs = view.getFloat64(16);
  const sentUs = view.getFloat64(24);
  const run = view.getUint16(6);
  const codec = CODECS[view.getUint8(5)];
  if (!Number.isFinite(receiveUs) || !codec) return undefined;
  const flags = view.getUint8(4);
  // What its count is, the picture says itself.
  const entry = (flags & FLAG_ENTRY) !== 0 ? readEntry(data) : undefined;
  return {
    stream: view.getUint16(2),
    key: (flags & FLAG_KEY) !== 0,
    receiveUs,
    codec,
    ...(Number.isFinite(captureUs) ? { captureUs } : {}),
    ...(Number.isFinite(sentUs) ? { sentUs } : {}),
    ...(run > 0 ? { run } : {}),
    ...((flags & FLAG_HIDDEN) !== 0 ? { hidden: true } : {}),
    ...((flags & FLAG_LAST) !== 0 ? { last: true } : {}),
    ...(entry ? { entry } : {}),
    ...((flags & FLAG_AFTER_LOSS) !== 0 ? { afterLoss: true } : {}),
    data,
  };
}
