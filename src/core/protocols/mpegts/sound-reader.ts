import { adtsFrames } from '../../bitstream/adts';
import { joinBytes } from '../../join-bytes';
import type { AudioChunk } from '../../media/audio-chunk';
import { opusPackets, opusUnits } from './opus';
import type { StreamKind } from './stream-kind';

/** A packet of sound; `pts` is that of its first sample, in 90 kHz, where the stream tells one. */
export type TsSound = Pick<AudioChunk, 'data' | 'codec' | 'sampleRateHz' | 'channels' | 'description'> & {
  readonly pts: number | undefined;
};

const OPUS_RATE_HZ = 48_000;
const AAC_SAMPLES = 1024;
/** The longest frame of ADTS: aac_frame_length has 13 bits. */
const MAX_ADTS_BYTES = 0x1fff;

/** Takes the payloads of one stream of sound apart: AAC in ADTS, whose frames may lie across two payloads, or Opus. */
export class SoundReader {
  readonly #kind: StreamKind & { readonly role: 'sound' };
  /** The beginning of a frame of ADTS whose rest comes. */
  #rest: Uint8Array = new Uint8Array();

  constructor(kind: StreamKind & { readonly role: 'sound' }) {
    this.#kind = kind;
  }

  /** Something is missing before what comes next. */
  lost(): void {
    this.#rest = new Uint8Array();
  }

  /** @param payload of one PES packet; what is returned refers to it */
  take(payload: Uint8Array, pts: number | undefined): readonly TsSound[] {
    return this.#kind.codec === 'aac' ? this.#takeAac(payload, pts) : this.#takeOpus(payload, this.#kind.channels, pts);
  }

  #takeAac(payload: Uint8Array, pts: number | undefined): readonly TsSound[] {
    const bytes = this.#rest.length === 0 ? payload : joinBytes([this.#rest, payload]);
    const hadRest = this.#rest.length > 0;
    const frames = adtsFrames(bytes);
    const last = frames.at(-1)?.data;
    const rest = bytes.subarray(last ? last.byteOffset + last.length - bytes.byteOffset : 0);
    // Only what begins as a frame may become one.
    this.#rest = rest[0] === 0xff && rest.length < MAX_ADTS_BYTES ? rest.slice() : new Uint8Array();
    // The time stamp is that of the first frame that begins in this payload.
    const first = hadRest ? -1 : 0;
    return frames.map(({ data, sampleRateHz, channels, description }, at) => ({
      ...{ data, codec: 'aac' as const, sampleRateHz, channels, description },
      pts: pts === undefined ? undefined : pts + ((at + first) * AAC_SAMPLES * 90_000) / sampleRateHz,
    }));
  }

  #takeOpus(payload: Uint8Array, channels: number, pts: number | undefined): readonly TsSound[] {
    let units = 0;
    return opusPackets(payload).map((data) => {
      const at = pts === undefined ? undefined : pts + (units * 90_000) / OPUS_RATE_HZ;
      units += opusUnits(data);
      return { data, codec: 'opus', sampleRateHz: OPUS_RATE_HZ, channels, pts: at };
    });
  }
}
