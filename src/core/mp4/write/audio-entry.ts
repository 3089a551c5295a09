import type { AudioChunk } from '../../media/audio-chunk';
import type { AudioSampleEntry, AudioTrackFormat } from './track';

/** Of sound, as a file describes it, and how its chunks become samples. */
export interface AudioFormat {
  /** Its timescale is such that a sample's length in time is a whole number of units. */
  readonly track: AudioTrackFormat;
  /** Of one sample: where absent, a chunk is one. */
  readonly bytesPerSample?: number;
  /** How long such a sample is, in units. */
  readonly unitsPerSample: (chunk: AudioChunk) => number;
}

/** Samples of a packet of AAC-LC. */
const AAC_FRAME = 1024;
/** Opus counts at this rate, whatever it was fed (RFC 7845, 5.1). */
const OPUS_RATE = 48_000;
/** Pre-skip of libopus at its usual delay. */
const OPUS_PRE_SKIP = 312;

/** @returns `undefined` for what MP4 has no entry for that players know: G.726, IMA ADPCM, and AAC that does not describe itself */
export function audioFormatOf(chunk: AudioChunk): AudioFormat | undefined {
  const { codec, sampleRateHz, channels, description } = chunk;
  if (!(sampleRateHz >= 1000 && sampleRateHz <= 0xffff) || !(channels >= 1 && channels <= 8)) return undefined;
  const track = (entry: AudioSampleEntry, timescale = sampleRateHz): AudioTrackFormat => ({
    kind: 'audio',
    timescale,
    channels,
    sampleRateHz,
    codec: entry,
  });
  switch (codec) {
    case 'pcm-s16le':
      return { track: track({ type: codec }), bytesPerSample: 2 * channels, unitsPerSample: () => 1 };
    case 'pcma':
    case 'pcmu':
      return { track: track({ type: codec }), bytesPerSample: channels, unitsPerSample: () => 1 };
    case 'aac':
      if (!description || description.length > 64) return undefined;
      return { track: track({ type: codec, audioSpecificConfig: description }), unitsPerSample: () => AAC_FRAME };
    case 'opus':
      return {
        track: track({ type: codec, preSkip: OPUS_PRE_SKIP }, OPUS_RATE),
        unitsPerSample: ({ data }) => opusUnits(data),
      };
    case 'g726':
    case 'adpcm-ima':
      return undefined;
  }
}

/** How long a packet is, in units of 1/48000 s, as its TOC byte says (RFC 6716, 3.1). */
function opusUnits(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const configuration = toc >> 3;
  const frames = [1, 2, 2, (packet[1] ?? 1) & 0x3f][toc & 3] ?? 1;
  return frames * frameUnits(configuration);
}

/** Table 2: SILK 10, 20, 40, 60 ms; hybrid 10, 20 ms; CELT 2.5, 5, 10, 20 ms. */
function frameUnits(configuration: number): number {
  if (configuration < 12) return [480, 960, 1920, 2880][configuration & 3]!;
  if (configuration < 16) return [480, 960][configuration & 1]!;
  return [120, 240, 480, 960][configuration & 3]!;
}
