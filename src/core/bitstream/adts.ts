/** One AAC packet out of its ADTS frame. */
export interface AdtsFrame {
  /** The packet without its header. A view. */
  readonly data: Uint8Array;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). */
  readonly description: Uint8Array;
}

/** By sampling_frequency_index (ISO/IEC 14496-3, table 1.18). */
const SAMPLE_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

/**
 * The AAC packets of ADTS frames that stand back to back (ISO/IEC 14496-3, 1.A.2.2). It ends at the first byte that is no
 * frame, or of a frame that is not whole.
 */
export function adtsFrames(bytes: Uint8Array): AdtsFrame[] {
  const frames: AdtsFrame[] = [];
  for (let at = 0; at + 7 <= bytes.length; ) {
    const b = (i: number) => bytes[at + i]!;
    // syncword and layer.
    if (b(0) !== 0xff || (b(1) & 0xf6) !== 0xf0) break;
    const headerBytes = (b(1) & 1) === 1 ? 7 : 9;
    const length = ((b(3) & 3) << 11) | (b(4) << 3) | (b(5) >> 5);
    const sampling_frequency_index = (b(2) >> 2) & 15;
    const sampleRateHz = SAMPLE_RATES[sampling_frequency_index];
    const channel_configuration = ((b(2) & 1) << 2) | (b(3) >> 6);
    if (length <= headerBytes || at + length > bytes.length || sampleRateHz === undefined) break;
    // Configuration 0 has its channels in the packet itself; none of those that are met has more than one.
    const channels = channel_configuration === 7 ? 8 : Math.max(1, channel_configuration);
    const object_type = (b(2) >> 6) + 1;
    const config = (object_type << 11) | (sampling_frequency_index << 7) | (channels === 8 ? 7 << 3 : channels << 3);
    const description = Uint8Array.of(config >> 8, config & 0xff);
    frames.push({ data: bytes.subarray(at + headerBytes, at + length), sampleRateHz, channels, description });
    at += length;
  }
  return frames;
}
