import type { AudioChunk } from '../../media/audio-chunk';
import { box, concatenate, u8, u16, u32 } from './box';
import { elementaryStream } from './elementary-stream';
import { SAMPLE_ENTRY_HEAD } from './init-segment';

/** Of sound, as a file describes it, and how its chunks become samples. */
export interface AudioFormat {
  /** Units a second of its times: a sample's length in time is a whole number of them. */
  readonly timescale: number;
  readonly sampleEntry: Uint8Array;
  /** Of one sample: where absent, a chunk is one. */
  readonly bytesPerSample?: number;
  /** How long such a sample is, in units. */
  readonly unitsPerSample: (chunk: AudioChunk) => number;
}

const OBJECT_TYPE_AAC = 0x40;
const STREAM_AUDIO = 5;
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
  const plain = (type: string, bytes: number): AudioFormat => ({
    timescale: sampleRateHz,
    sampleEntry: entry(type, channels, sampleRateHz),
    bytesPerSample: bytes * channels,
    unitsPerSample: () => 1,
  });
  switch (codec) {
    case 'pcm-s16le':
      return plain('sowt', 2);
    case 'pcma':
      return plain('alaw', 1);
    case 'pcmu':
      return plain('ulaw', 1);
    case 'aac': {
      if (!description || description.length > 64) return undefined;
      const specific = elementaryStream(OBJECT_TYPE_AAC, STREAM_AUDIO, description);
      const sampleEntry = entry('mp4a', channels, sampleRateHz, specific);
      return { timescale: sampleRateHz, sampleEntry, unitsPerSample: () => AAC_FRAME };
    }
    case 'opus': {
      const head = concatenate([u8(0, channels), u16(OPUS_PRE_SKIP), u32(sampleRateHz), u16(0), u8(0)]);
      const sampleEntry = entry('Opus', channels, OPUS_RATE, box('dOps', head));
      return { timescale: OPUS_RATE, sampleEntry, unitsPerSample: ({ data }) => opusUnits(data) };
    }
    case 'g726':
    case 'adpcm-ima':
      return undefined;
  }
}

/** AudioSampleEntry (ISO/IEC 14496-12, 12.2.3). */
function entry(type: string, channels: number, rate: number, configuration = u8()): Uint8Array {
  return box(type, SAMPLE_ENTRY_HEAD, u32(0, 0), u16(channels, 16, 0, 0), u32(rate * 65536), configuration);
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
