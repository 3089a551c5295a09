import { HevcNalType } from './nal';
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
