import { HEVC_HEADER_BYTES, HevcNalType, isHevcParameterSet } from './nal';
import { eachHevcNal } from './nal-units';
import { parseHevcSps } from './parameter-sets';

const LENGTH_SIZE_MINUS_1 = 3;

/**
 * Writes the HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1) of a key picture: the body of an `hvcC` box, and a
 * decoder's `description`. Lengths of NAL units have four bytes.
 *
 * @param data Annex B, beginning with its parameter sets
 * @returns `undefined` where it holds no SPS that can be read
 */
export function hevcConfigurationRecord(data: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const sets = new Map<number, Uint8Array[]>([
    [HevcNalType.vps, []],
    [HevcNalType.sps, []],
    [HevcNalType.pps, []],
  ]);
  for (const { type, nal } of eachHevcNal(data)) sets.get(type)?.push(nal);
  const spsNal = sets.get(HevcNalType.sps)?.[0];
  const parsed = spsNal && parseHevcSps(spsNal);
  if (!parsed?.ok) return undefined;
  const { profile_tier_level: general, ...sps } = parsed.value;
  const out: number[] = [
    1,
    (general.general_profile_space << 6) | (general.general_tier_flag ? 0x20 : 0) | general.general_profile_idc,
    ...bigEndian(general.general_profile_compatibility_flags, 4),
    ...general.general_constraint_indicator_flags,
    general.general_level_idc,
    // Reserved ones in front: min_spatial_segmentation_idc 0 and parallelismType 0 are “unknown”.
    ...[0xf0, 0, 0xfc],
    0xfc | sps.chroma_format_idc,
    0xf8 | sps.bit_depth_luma_minus8,
    0xf8 | sps.bit_depth_chroma_minus8,
    // avgFrameRate: unspecified.
    ...[0, 0],
    ((sps.sps_max_sub_layers_minus1 + 1) << 3) | (sps.sps_temporal_id_nesting_flag ? 4 : 0) | LENGTH_SIZE_MINUS_1,
    sets.size,
  ];
  for (const [type, nals] of sets) {
    // Bit 7, array_completeness: none stands in the pictures alone.
    out.push(0x80 | type, ...bigEndian(nals.length, 2));
    for (const nal of nals) out.push(...bigEndian(nal.length, 2), ...nal);
  }
  return Uint8Array.from(out);
}

function bigEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Math.floor(value / 2 ** (8 * (bytes - 1 - i))) % 256);
}

/** Of an HEVCDecoderConfigurationRecord, what a player has a use for. */
export interface HevcConfigurationRecord {
  /** Bytes of each NAL unit's length. */
  readonly lengthBytes: 1 | 2 | 4;
  /** Whole NAL units, views of the record, in its order; none where they stand in the pictures alone. */
  readonly parameterSets: readonly Uint8Array[];
}

/** Reads the record (8.3.3.1). SEI in it is passed over. @returns `undefined` where it is cut off, or none that we know */
export function readHevcDecoderConfigurationRecord(record: Uint8Array): HevcConfigurationRecord | undefined {
  const lengthBytes = ((record[21] ?? 0) & 3) + 1;
  const arrays = record[22];
  if (record[0] !== 1 || arrays === undefined || lengthBytes === 3) return undefined;
  const parameterSets: Uint8Array[] = [];
  let at = 23;
  for (let array = 0; array < arrays; array++) {
    if (at + 3 > record.length) return undefined;
    const type = record[at]! & 0x3f;
    let left = record[at + 1]! * 256 + record[at + 2]!;
    at += 3;
    for (; left > 0; left--) {
      const end = at + 2 + (record[at] ?? 0) * 256 + (record[at + 1] ?? 0);
      if (end > record.length || end < at + 2 + HEVC_HEADER_BYTES) return undefined;
      if (isHevcParameterSet(type)) parameterSets.push(record.subarray(at + 2, end));
      at = end;
    }
  }
  return { lengthBytes: lengthBytes as 1 | 2 | 4, parameterSets };
}
