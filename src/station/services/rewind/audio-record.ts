import { AUDIO_CODECS, type AudioChunk } from '#core/media/audio-chunk';

const CAPTURE_UNKNOWN = Number.NaN;
const HEADER_BYTES = 20;

/**
 * A piece of sound as a record's bytes: `u8 codec | u8 channels | u16 description's length | u32 sample rate | f64 capture
 * time µs, NaN where unknown | u32 zero`, the description, the sound. Big-endian. Its receive time is the record's own.
 */
export function encodeAudioRecord(chunk: AudioChunk): Uint8Array {
  const description = chunk.description ?? new Uint8Array(0);
  const record = new Uint8Array(HEADER_BYTES + description.length + chunk.data.length);
  const view = new DataView(record.buffer);
  view.setUint8(0, AUDIO_CODECS.indexOf(chunk.codec));
  view.setUint8(1, chunk.channels);
  view.setUint16(2, description.length);
  view.setUint32(4, chunk.sampleRateHz);
  view.setFloat64(8, chunk.captureUs ?? CAPTURE_UNKNOWN);
  record.set(description, HEADER_BYTES);
  record.set(chunk.data, HEADER_BYTES + description.length);
  return record;
}

/** Reads what `encodeAudioRecord` wrote; `undefined` for anything else. */
export function decodeAudioRecord(record: Uint8Array, receiveUs: number): AudioChunk | undefined {
  if (record.length < HEADER_BYTES) return undefined;
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const codec = AUDIO_CODECS[view.getUint8(0)];
  const from = HEADER_BYTES + view.getUint16(2);
  if (!codec || from > record.length) return undefined;
  const captureUs = view.getFloat64(8);
  return {
    codec,
    channels: view.getUint8(1),
    sampleRateHz: view.getUint32(4),
    ...(!Number.isNaN(captureUs) && { captureUs }),
    ...(from > HEADER_BYTES && { description: record.subarray(HEADER_BYTES, from) }),
    data: record.subarray(from),
    receiveUs,
  };
}
