import type { AudioCodec } from '../media/audio-chunk';

/** What a file's sound is, and how its samples become pieces of it. */
export interface SoundFormat {
  readonly codec: AudioCodec;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** AAC's AudioSpecificConfig. */
  readonly description?: Uint8Array;
  /** Of plain samples, the bytes of one value of each channel in the file; absent where each sample is a packet. */
  readonly frameBytes?: number;
  /** A packet, or any number of such values, as a chunk has them. */
  data(bytes: Uint8Array): Uint8Array;
}

/** How values of PCM lie in a file: signed integers. */
export interface PcmLayout {
  readonly bytes: 2 | 3 | 4;
  readonly isBigEndian: boolean;
}

/** What is wider than 16 bits loses the bits below, which cannot be heard. */
export function pcmFormat(layout: PcmLayout, sampleRateHz: number, channels: number): SoundFormat {
  const isAsWanted = layout.bytes === 2 && !layout.isBigEndian;
  return {
    codec: 'pcm-s16le',
    sampleRateHz,
    channels,
    frameBytes: layout.bytes * channels,
    data: isAsWanted ? same : (bytes) => asS16le(bytes, layout),
  };
}

export function plainFormat(codec: 'pcma' | 'pcmu', sampleRateHz: number, channels: number): SoundFormat {
  return { codec, sampleRateHz, channels, frameBytes: channels, data: same };
}

export function packetFormat(
  codec: 'aac' | 'opus',
  sampleRateHz: number,
  channels: number,
  description?: Uint8Array,
): SoundFormat {
  return { codec, sampleRateHz, channels, ...(description && { description }), data: same };
}

function same(bytes: Uint8Array): Uint8Array {
  return bytes;
}

function asS16le(from: Uint8Array, { bytes, isBigEndian }: PcmLayout): Uint8Array {
  const count = Math.floor(from.length / bytes);
  const to = new Uint8Array(count * 2);
  const high = isBigEndian ? 0 : bytes - 1;
  const low = isBigEndian ? 1 : bytes - 2;
  for (let at = 0; at < count; at++) {
    to[2 * at] = from[at * bytes + low]!;
    to[2 * at + 1] = from[at * bytes + high]!;
  }
  return to;
}
