import { adtsFrames } from '../../bitstream/adts';
import type { AudioChunk, AudioCodec } from '../../media/audio-chunk';
import { PAYLOAD_TYPES } from './messages';

const CODECS: ReadonlyMap<number, AudioCodec> = new Map([
  [PAYLOAD_TYPES.g711a, 'pcma'],
  [PAYLOAD_TYPES.g711u, 'pcmu'],
  [PAYLOAD_TYPES.g726, 'g726'],
  [PAYLOAD_TYPES.aac, 'aac'],
  [PAYLOAD_TYPES.adpcm, 'adpcm-ima'],
]);

/** What the packets do not say of their sound; the terminal's 0x1003 does. */
export interface SoundFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** Of telephone sound, which most terminals send. */
export const USUAL_SOUND: SoundFormat = { sampleRateHz: 8000, channels: 1 };

/** HiSilicon's chips put `00 01 <words> 00` in front of each piece of sound. */
const HISILICON_BYTES = 4;

/**
 * The sound of an audio frame. AAC comes in ADTS, several packets a frame; it tells its format itself.
 *
 * @param data may be a view that is void later; what is returned are copies
 * @returns nothing for a payload type that is not known, or a frame that holds no sound
 */
export function soundOf(
  data: Uint8Array,
  payloadType: number,
  format: SoundFormat = USUAL_SOUND,
): Pick<AudioChunk, 'data' | 'codec' | 'sampleRateHz' | 'channels' | 'description'>[] {
  const codec = CODECS.get(payloadType);
  if (!codec) return [];
  const sound = data.subarray(hasHisiliconPrefix(data) ? HISILICON_BYTES : 0);
  if (sound.length === 0) return [];
  if (codec !== 'aac') return [{ ...format, codec, data: new Uint8Array(sound) }];
  return adtsFrames(sound).map(({ data: packet, ...frame }) => ({ ...frame, codec, data: new Uint8Array(packet) }));
}

function hasHisiliconPrefix(data: Uint8Array): boolean {
  return data.length >= HISILICON_BYTES && data[0] === 0 && data[1] === 1 && data[3] === 0;
}
