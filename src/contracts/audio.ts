import { AUDIO_CODECS, type AudioChunk } from '#core/media/audio-chunk';

/**
 * The binary message that carries one piece of a stream's sound from the station to a viewer that asked for it, whole over
 * both kinds of link.
 *
 * Big-endian: `u8 version (1) | u8 type (2 = sound) | u16 stream number | u8 codec (index in AUDIO_CODECS) | u8 channels |
 * u16 length of the description | u32 sample rate | u16 run, 0 where it is live | u16
 * zero | f64 receive time µs | f64 capture time µs`, then the
 * description, then the data. Times are on the station's clock, of what is played back on the wall's; NaN is an unknown
 * capture time.
 */
const VERSION = 1;
const TYPE_SOUND = 2;
export const AUDIO_HEADER_BYTES = 32;

/** A piece of sound as a viewer receives it. */
export interface Sound extends AudioChunk {
  /** The stream's number, from the `streams` message. */
  readonly stream: number;
  /** What it was asked for by (`playback.ts`); absent: it is live. Its times are the wall's then, as its pictures'. */
  readonly run?: number;
}

/** Whether a binary message says that it is one of sound. */
export function isSound(message: Uint8Array): boolean {
  return message[1] === TYPE_SOUND;
}

/**
 * Writes the message. The bytes are copied: they are few.
 *
 * @param run of what is played back
 */
export function encodeSound(stream: number, chunk: AudioChunk, run = 0): Uint8Array<ArrayBuffer> {
  const description = chunk.description ?? new Uint8Array();
  const message = new Uint8Array(AUDIO_HEADER_BYTES + description.length + chunk.data.length);
  const view = new DataView(message.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, TYPE_SOUND);
  view.setUint16(2, stream);
  view.setUint8(4, AUDIO_CODECS.indexOf(chunk.codec));
  view.setUint8(5, chunk.channels);
  view.setUint16(6, description.length);
  view.setUint32(8, chunk.sampleRateHz);
  view.setUint16(12, run);
  view.setFloat64(16, chunk.receiveUs);
  view.setFloat64(24, chunk.captureUs ?? Number.NaN);
  message.set(description, AUDIO_HEADER_BYTES);
  message.set(chunk.data, AUDIO_HEADER_BYTES + description.length);
  return message;
}

/** Reads it without copying. @returns `undefined` for anything that is not a message of sound of this version */
export function decodeSound(message: Uint8Array): Sound | undefined {
  if (message.length <= AUDIO_HEADER_BYTES || message[0] !== VERSION || !isSound(message)) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const codec = AUDIO_CODECS[view.getUint8(4)];
  const channels = view.getUint8(5);
  const dataAt = AUDIO_HEADER_BYTES + view.getUint16(6);
  const sampleRateHz = view.getUint32(8);
  const run = view.getUint16(12);
  const receiveUs = view.getFloat64(16);
  const captureUs = view.getFloat64(24);
  if (!codec || channels < 1 || channels > 8 || sampleRateHz < 1000 || sampleRateHz > 192_000) return undefined;
  if (dataAt >= message.length || !Number.isFinite(receiveUs)) return undefined;
  return {
    stream: view.getUint16(2),
    codec,
    channels,
    sampleRateHz,
    receiveUs,
    ...(run > 0 && { run }),
    ...(dataAt > AUDIO_HEADER_BYTES && { description: message.subarray(AUDIO_HEADER_BYTES, dataAt) }),
    ...(Number.isFinite(captureUs) && { captureUs }),
    data: message.subarray(dataAt),
  };
}
