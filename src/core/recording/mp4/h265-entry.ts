import { hevcFormatOf } from '../../bitstream/h265/format';
import { hevcConfigurationRecord } from '../../bitstream/h265/hvcc';

/** What a file says of an H.265 track. */
export interface H265Configuration {
  readonly width: number;
  readonly height: number;
  /** HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1), the content of `hvcC`. */
  readonly record: Uint8Array;
}

/** From a key picture's parameter sets. @param data Annex B @returns `undefined` where they are missing or broken */
export function h265Configuration(data: Uint8Array): H265Configuration | undefined {
  const format = hevcFormatOf(data);
  const record = format && hevcConfigurationRecord(data);
  return record && { width: format.width, height: format.height, record };
}

/** Whether a NAL unit with this first byte is one of those that `hvcC` holds: VPS, SPS, PPS (H.265, Table 7-1). */
export function isH265ParameterSet(header: number): boolean {
  const type = (header >> 1) & 0x3f;
  return type >= 32 && type <= 34;
}
