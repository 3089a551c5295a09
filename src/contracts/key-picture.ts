import { z } from 'zod';
import { PICTURE_CODECS, type PictureCodec } from '#core/media/access-unit';
import { recordingInfoSchema } from '#core/recording/info';

/**
 * Small pictures of the past: a viewer asks for the key picture of a moment, and makes it small itself. What is shown and
 * played goes its own way; the station answers these when nothing of that waits.
 */

/** Of what a picture is asked for: a stream that is subscribed to, or a recording. */
const pictureOwnerSchema = z.union([
  z.object({ stream: z.string().min(1).max(2000) }).strict(),
  z.object({ recording: recordingInfoSchema.shape.id }).strict(),
]);
export type PictureOwner = z.infer<typeof pictureOwnerSchema>;

/** Names a question and its answer; it may be used again once that has come. */
const numberSchema = z.number().int().min(0).max(0xffff);

/** Viewer → station. */
export const keyPictureAskShape = {
  number: numberSchema,
  of: pictureOwnerSchema,
  /** On the wall's clock, in µs. Before the first picture it is that; after the last, the last key picture. */
  atUs: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
  /** What the viewer can make small. */
  codecs: z.array(z.enum(PICTURE_CODECS)).min(1).max(8).readonly(),
} as const;
const keyPictureAskSchema = z.object(keyPictureAskShape);
export type KeyPictureAsk = z.infer<typeof keyPictureAskSchema>;

/** Station → viewer: there is none, or none that the viewer could make small. */
export const noKeyPictureShape = { number: numberSchema } as const;

/**
 * Station → viewer, binary, header and access unit as of a picture (`picture.ts`). Big-endian: `u8 version (1) | u8 type (3) |
 * u16 number | u8 zero | u8 codec (index in PICTURE_CODECS) | u16 zero | f64 time µs | f64 time of the next key picture µs |
 * f64 zero`, then the access unit. Times are on the wall's clock; NaN where no key picture follows.
 */
const VERSION = 1;
const TYPE_KEY_PICTURE = 3;
const HEADER_BYTES = 32;

/** A key picture as a viewer receives it: what is seen from `timeUs` on begins with it. */
export interface KeyPictureAnswer {
  readonly number: number;
  readonly codec: PictureCodec;
  readonly timeUs: number;
  /** Of the key picture after it. */
  readonly nextUs: number | undefined;
  readonly data: Uint8Array;
}

/** Whether a binary message says that it is such an answer. */
export function isKeyPicture(message: Uint8Array): boolean {
  return message[1] === TYPE_KEY_PICTURE;
}

/** Writes the header; the access unit's bytes follow it as they are. */
export function encodeKeyPictureHeader(answer: Omit<KeyPictureAnswer, 'data'>): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, TYPE_KEY_PICTURE);
  view.setUint16(2, answer.number);
  view.setUint8(5, PICTURE_CODECS.indexOf(answer.codec));
  view.setFloat64(8, answer.timeUs);
  view.setFloat64(16, answer.nextUs ?? Number.NaN);
  return header;
}

/**
 * Reads an answer without copying.
 *
 * @param data the access unit, where the link carries it apart from its header
 * @returns `undefined` for anything that is not one of this version
 */
export function decodeKeyPicture(
  message: Uint8Array,
  data: Uint8Array = message.subarray(HEADER_BYTES),
): KeyPictureAnswer | undefined {
  if (message.length < HEADER_BYTES || data.length === 0 || message[0] !== VERSION || !isKeyPicture(message)) {
    return undefined;
  }
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const codec = PICTURE_CODECS[view.getUint8(5)];
  const timeUs = view.getFloat64(8);
  const nextUs = view.getFloat64(16);
  if (!codec || !Number.isFinite(timeUs)) return undefined;
  return { number: view.getUint16(2), codec, timeUs, nextUs: Number.isFinite(nextUs) ? nextUs : undefined, data };
}
