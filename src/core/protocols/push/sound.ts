import { AUDIO_CODECS, type AudioChunk } from '../../media/audio-chunk';

/** Our extension of the packets: `type` 6 is a piece of sound. */
export const PUSH_SOUND_TYPE = 6;
/** `u32 total | u8 type | u64 timestamp µs | u8 codec | u8 channels | u32 sample rate | u16 length of the description`. */
const HEADER_BYTES = 21;

/** A piece of sound as a producer sends it, on the producer's clock. */
export interface PushSound extends Pick<AudioChunk, 'codec' | 'sampleRateHz' | 'channels' | 'data' | 'description'> {
  /** Of its first sample, on the clock of the pictures' timestamps. µs. */
  readonly timestampUs: number;
}

/** Reads it. What is returned refers to the message. @returns `undefined` where any field is wrong */
export function readPushSound(message: Uint8Array): PushSound | undefined {
  if (message.length <= HEADER_BYTES || message[4] !== PUSH_SOUND_TYPE) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  if (view.getUint32(0) !== message.length) return undefined;
  const codec = AUDIO_CODECS[view.getUint8(13)];
  const channels = view.getUint8(14);
  const sampleRateHz = view.getUint32(15);
  const dataAt = HEADER_BYTES + view.getUint16(19);
  if (!codec || channels < 1 || channels > 8 || sampleRateHz < 1000 || sampleRateHz > 192_000) return undefined;
  if (dataAt >= message.length) return undefined;
  return {
    codec,
    channels,
    sampleRateHz,
    timestampUs: view.getUint32(5) * 2 ** 32 + view.getUint32(9),
    ...(dataAt > HEADER_BYTES && { description: message.subarray(HEADER_BYTES, dataAt) }),
    data: message.subarray(dataAt),
  };
}

/** Writes it as one message. */
export function writePushSound(sound: PushSound): Uint8Array<ArrayBuffer> {
  const description = sound.description ?? new Uint8Array();
  const message = new Uint8Array(HEADER_BYTES + description.length + sound.data.length);
  const view = new DataView(message.buffer);
  view.setUint32(0, message.length);
  view.setUint8(4, PUSH_SOUND_TYPE);
  view.setUint32(5, Math.floor(sound.timestampUs / 2 ** 32));
  view.setUint32(9, sound.timestampUs % 2 ** 32);
  view.setUint8(13, AUDIO_CODECS.indexOf(sound.codec));
  view.setUint8(14, sound.channels);
  view.setUint32(15, sound.sampleRateHz);
  view.setUint16(19, description.length);
  message.set(description, HEADER_BYTES);
  message.set(sound.data, HEADER_BYTES + description.length);
  return message;
}
