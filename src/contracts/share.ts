import { z } from 'zod';
import { AUDIO_CODECS, type AudioCodec } from '#core/media/audio-chunk';
import { isStreamName } from '#core/settings/source-url';
import { adviceShape } from './text';

/**
 * The messages between somebody who shares a camera and the station, the same over a WebSocket (`/share`, browsers and
 * phones) and a MessagePort (Electron). JSON text for all but pictures. What does not fit is dropped.
 */
export const SHARE_PATH = '/share';

/** What the shared pictures are: Annex B access units, or JPEGs. */
export const SHARE_FORMATS = ['h264', 'jpeg'] as const;
export type ShareFormat = (typeof SHARE_FORMATS)[number];

/** Camera → station. */
export const shareMessageSchema = z.discriminatedUnion('type', [
  /**
   * Pictures follow. Again with the same `session`: after a broken connection, or in another format; the stream stays.
   * `session` is the sharer's own secret, so that no other client takes the stream over.
   */
  z.object({
    type: z.literal('start'),
    session: z.string().regex(/^[\w-]{16,64}$/),
    name: z.string().max(100).refine(isStreamName),
    format: z.enum(SHARE_FORMATS),
    /** What else than key pictures it can be asked for. One that names nothing is asked for nothing. */
    accepts: z.array(z.string().max(40)).max(16).readonly().optional(),
  }),
  /** The stream ends at once. Without it, a connection that breaks is waited for. */
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('ping'), sharerUs: z.number() }),
]);
export type ShareMessage = z.infer<typeof shareMessageSchema>;

/** Station → camera. */
export const shareAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), stream: z.string().max(300) }),
  /** It cannot be shared; `tip` says what to try. The sharer does not try again by itself. */
  z.object({ type: z.literal('refused'), ...adviceShape }),
  /** The next picture is to be a key picture. */
  z.object({ type: z.literal('key-picture') }),
  /** How to encode from here on, in place of what was asked before. What is absent the sharer chooses itself. */
  z.object({
    type: z.literal('encoding'),
    bitsPerSecond: z.number().int().min(1000).max(1e9).optional(),
    framesPerSecond: z.number().min(1).max(240).optional(),
    /** The box that pictures are to lie within, in their own shape; smaller ones stay as they are. */
    width: z.number().int().min(16).max(16_384).optional(),
    height: z.number().int().min(16).max(16_384).optional(),
  }),
  /** So many pictures more were taken in. The sharer runs only so far ahead of these. */
  z.object({ type: z.literal('taken'), pictures: z.number().int().min(1) }),
  /** How many take the stream at this moment: viewers, recorders. */
  z.object({ type: z.literal('watched'), by: z.number().int().min(0) }),
  z.object({ type: z.literal('pong'), sharerUs: z.number(), stationUs: z.number() }),
]);
export type ShareAnswer = z.infer<typeof shareAnswerSchema>;

const VERSION = 1;
const KEY = 1;
const SOUND = 2;
/** `u8 version | u8 flags (1 key picture) | u16 zero | f64 capture time`, in front of the picture. */
export const SHARE_HEADER_BYTES = 12;
/** `u8 version | u8 flags (2 sound) | u8 codec | u8 channels | f64 capture time | u32 sample rate`, in front of sound. */
const SOUND_HEADER_BYTES = 16;
/** A piece of sound is of some 20 ms; a second of it in the widest format is no longer. */
const MAX_SOUND_BYTES = 256 * 1024;

/** One shared picture. */
export interface SharedPicture {
  readonly key: boolean;
  /** µs on the station's clock; absent where the clocks are not related yet. */
  readonly captureUs?: number | undefined;
  /** The picture; of one that was read, a view of its message. */
  readonly data: Uint8Array;
}

/** Writes a message with room for a picture of so many bytes behind the header, which the caller fills in. */
export function writeShareHeader(
  { key, captureUs }: Omit<SharedPicture, 'data'>,
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(SHARE_HEADER_BYTES + bytes);
  const view = new DataView(message.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, key ? KEY : 0);
  view.setFloat64(4, captureUs ?? Number.NaN);
  return message;
}

/** Reads a picture message; `undefined` for one that this version does not know, or that holds nothing. */
export function readSharedPicture(message: Uint8Array): SharedPicture | undefined {
  if (message.length <= SHARE_HEADER_BYTES || message[0] !== VERSION) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, SHARE_HEADER_BYTES);
  const captureUs = view.getFloat64(4);
  return {
    key: (view.getUint8(1) & KEY) !== 0,
    ...(Number.isFinite(captureUs) && { captureUs }),
    data: message.subarray(SHARE_HEADER_BYTES),
  };
}

/** One piece of what a microphone heard. */
export interface SharedSound {
  /** One packet of Opus, or whole samples. */
  readonly codec: AudioCodec;
  readonly channels: number;
  readonly sampleRateHz: number;
  /** Of its first sample, as a picture's. */
  readonly captureUs?: number | undefined;
  readonly data: Uint8Array;
}

/** Whether a binary message says that it is one of sound. */
export function isSharedSound(message: Uint8Array): boolean {
  return message[1] === SOUND;
}

export function writeSharedSound(sound: SharedSound): Uint8Array<ArrayBuffer> {
  const { codec, channels, sampleRateHz, captureUs, data } = sound;
  const message = new Uint8Array(SOUND_HEADER_BYTES + data.length);
  const view = new DataView(message.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, SOUND);
  view.setUint8(2, AUDIO_CODECS.indexOf(codec));
  view.setUint8(3, channels);
  view.setFloat64(4, captureUs ?? Number.NaN);
  view.setUint32(12, sampleRateHz);
  message.set(data, SOUND_HEADER_BYTES);
  return message;
}

/** Reads a message of sound; `undefined` for one that this version does not know, or that holds nothing. */
export function readSharedSound(message: Uint8Array): SharedSound | undefined {
  const bytes = message.length - SOUND_HEADER_BYTES;
  if (bytes <= 0 || bytes > MAX_SOUND_BYTES || message[0] !== VERSION || !isSharedSound(message)) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, SOUND_HEADER_BYTES);
  const codec = AUDIO_CODECS[view.getUint8(2)];
  const channels = view.getUint8(3);
  const captureUs = view.getFloat64(4);
  const sampleRateHz = view.getUint32(12);
  if (!codec || channels < 1 || channels > 8 || sampleRateHz < 1000 || sampleRateHz > 192_000) return undefined;
  if (codec === 'pcm-s16le' && bytes % (2 * channels) !== 0) return undefined;
  return {
    codec,
    channels,
    sampleRateHz,
    ...(Number.isFinite(captureUs) && { captureUs }),
    data: message.subarray(SOUND_HEADER_BYTES),
  };
}
