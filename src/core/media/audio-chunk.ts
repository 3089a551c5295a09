/** What the bytes of a piece of sound are. `g726` and `adpcm-ima` no browser decodes; the page does. */
export const AUDIO_CODECS = ['pcm-s16le', 'pcma', 'pcmu', 'aac', 'opus', 'g726', 'adpcm-ima'] as const;
export type AudioCodec = (typeof AUDIO_CODECS)[number];

/** Those that a page decodes where its browser does; all others every page decodes itself. */
export const LATER_SOUND = ['aac', 'opus'] as const satisfies readonly AudioCodec[];
export type LaterSound = (typeof LATER_SOUND)[number];

/** Whether only some browsers decode it. */
export function isLaterSound(codec: AudioCodec): codec is LaterSound {
  return LATER_SOUND.some((later) => later === codec);
}

/**
 * One encoded piece of a stream's sound, as every source yields it: some 10 to 125 ms; of AAC and Opus one packet.
 *
 * Ownership: as an access unit's. A receiver may keep `data`, and must not write to it.
 */
export interface AudioChunk {
  /** Interleaved where there are several channels; AAC without ADTS. */
  readonly data: Uint8Array;
  readonly codec: AudioCodec;
  readonly sampleRateHz: number;
  readonly channels: number;
  /**
   * What a decoder needs before the first chunk: AAC's AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1); of G.726 one byte, the
   * bits of a coded sample, 2 to 5 for 16, 24, 32 and 40 kbit/s at 8000 samples a second, 4 where it is absent.
   */
  readonly description?: Uint8Array;
  /** When the last byte arrived, in µs on the station's monotonic clock. */
  readonly receiveUs: number;
  /** When its first sample was taken, on the same clock as the captureUs of the stream's pictures; absent where that is not known. */
  readonly captureUs?: number;
}

/** How long a chunk of plain samples lasts; of packets it is not worth knowing. */
export function audioLengthUs({ codec, data, channels, sampleRateHz }: AudioChunk): number {
  const bytes = codec === 'pcm-s16le' ? 2 : codec === 'pcma' || codec === 'pcmu' ? 1 : 0;
  return bytes === 0 ? 0 : ((data.length / bytes / channels) * 1e6) / sampleRateHz;
}
