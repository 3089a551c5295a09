import { NalUnitType, nalUnitType } from '../../bitstream/nal';
import { parseSps } from '../../bitstream/sps';
import { concatenate, u8, u16 } from './box';
import { nalUnitBounds } from './nal-units';

/** What a file says of an H.264 track. */
export interface H264Configuration {
  readonly width: number;
  readonly height: number;
  /** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1), the content of `avcC`. */
  readonly record: Uint8Array;
}

/** Profiles whose record says more (5.3.3.1.2). */
const HIGH_PROFILES = new Set([100, 110, 122, 144]);

/** From a key picture's parameter sets. @param data Annex B @returns `undefined` where one of them is missing or broken */
export function h264Configuration(data: Uint8Array): H264Configuration | undefined {
  const allSps: Uint8Array[] = [];
  const allPps: Uint8Array[] = [];
  const bounds = nalUnitBounds(data);
  for (let i = 0; i < bounds.length; i += 2) {
    const nal = data.subarray(bounds[i], bounds[i + 1]);
    const type = nalUnitType(nal[0]!);
    if (type <= NalUnitType.sliceIdr) break;
    if (type === NalUnitType.sps) allSps.push(nal);
    if (type === NalUnitType.pps) allPps.push(nal);
  }
  const [first] = allSps;
  const read = first && parseSps(first);
  if (!read?.ok || allPps.length === 0) return undefined;
  const { profile_idc, constraint_flags, level_idc, width, height, ...sps } = read.value;
  const list = (nals: readonly Uint8Array[]) => nals.flatMap((nal) => [u16(nal.length), nal]);
  const record = concatenate([
    u8(1, profile_idc, constraint_flags, level_idc, 0xff, 0xe0 | allSps.length),
    ...list(allSps),
    u8(allPps.length),
    ...list(allPps),
    HIGH_PROFILES.has(profile_idc)
      ? u8(0xfc | sps.chroma_format_idc, 0xf8 | sps.bit_depth_luma_minus8, 0xf8 | sps.bit_depth_chroma_minus8, 0)
      : u8(),
  ]);
  return { width, height, record };
}
