import { type Colour, effectiveColour } from '../colour/colour';
import { findStartCode } from './annex-b';
import { codecString } from './codec-string';
import { NalUnitType, nalUnitType } from './nal';
import type { SequenceParameterSet } from './parameter-set-types';
import { parseSps } from './sps';

/** What a decoder must be told before its first picture. */
export interface VideoFormat {
  /** RFC 6381, `avc1.42c01f`. */
  readonly codec: string;
  /** Luma samples after cropping. */
  readonly width: number;
  readonly height: number;
  readonly colour: Colour;
  readonly sps: SequenceParameterSet;
}

/**
 * The format that an access unit's first SPS gives.
 *
 * @param data Annex B, of a key picture.
 * @returns `undefined` where it holds no SPS that can be read.
 */
export function formatOf(data: Uint8Array): VideoFormat | undefined {
  for (let at = findStartCode(data, 0, data.length); at !== -1; ) {
    const header = at + 3;
    const type = nalUnitType(data[header] ?? 0);
    // Parameter sets stand before the picture; a slice is not worth scanning.
    if (type === NalUnitType.slice || type === NalUnitType.sliceIdr) return undefined;
    at = findStartCode(data, header, data.length);
    if (type !== NalUnitType.sps) continue;
    const parsed = parseSps(data.subarray(header, at === -1 ? data.length : at));
    if (!parsed.ok) continue;
    const sps = parsed.value;
    const { width, height } = sps;
    return { codec: codecString(sps), width, height, colour: effectiveColour(sps.vui, sps), sps };
  }
  return undefined;
}
