import { type Colour, effectiveColour } from '../../colour/colour';
import { hevcCodecString } from './codec-string';
import { HevcNalType } from './nal';
import { eachHevcNal } from './nal-units';
import { type HevcSps, parseHevcSps } from './parameter-sets';

/** What a decoder must be told before its first picture. */
export interface HevcFormat {
  /** `hev1.1.6.L93.B0`. */
  readonly codec: string;
  /** Luma samples within the conformance window. */
  readonly width: number;
  readonly height: number;
  readonly colour: Colour;
  readonly sps: HevcSps;
}

/**
 * The format that an access unit's first SPS gives.
 *
 * @param data Annex B, of a key picture.
 * @returns `undefined` where it holds no SPS that can be read.
 */
export function hevcFormatOf(data: Uint8Array): HevcFormat | undefined {
  for (const { type, nal } of eachHevcNal(data)) {
    if (type !== HevcNalType.sps) continue;
    const parsed = parseHevcSps(nal);
    if (!parsed.ok) continue;
    const sps = parsed.value;
    const { width, height } = sps;
    const colour = effectiveColour(sps.vui, sps);
    return { codec: hevcCodecString(sps.profile_tier_level), width, height, colour, sps };
  }
  return undefined;
}
