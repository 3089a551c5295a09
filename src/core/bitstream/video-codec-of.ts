import { findStartCode } from './annex-b';
import { NalUnitType, nalRefIdc, nalUnitType } from './nal';

const FORBIDDEN_ZERO_BIT = 0x80;
/** VPS, SPS and PPS, nal_unit_type 32..34 (ITU-T H.265, Table 7-1), of layer 0. */
const H265_PARAMETER_SETS: readonly number[] = [0x40, 0x42, 0x44];
/** nuh_layer_id 0, nuh_temporal_id_plus1 1. */
const H265_SECOND_BYTE = 1;

/**
 * Which codec Annex B is of, where its parameter sets tell: an H.264 SPS cannot be taken for a parameter set of H.265, nor
 * the other way round.
 *
 * @param data from a NAL unit's start code on
 * @returns `undefined` where it has no parameter set
 */
export function videoCodecOf(data: Uint8Array): 'h264' | 'h265' | undefined {
  for (let at = findStartCode(data, 0, data.length); at !== -1; at = findStartCode(data, at + 3, data.length)) {
    const header = data[at + 3];
    if (header === undefined) return undefined;
    if (H265_PARAMETER_SETS.includes(header) && data[at + 4] === H265_SECOND_BYTE) return 'h265';
    const isH264 = (header & FORBIDDEN_ZERO_BIT) === 0 && nalUnitType(header) === NalUnitType.sps;
    // As H.265 this would be a slice, whose second byte is H265_SECOND_BYTE; no profile_idc is.
    if (isH264 && nalRefIdc(header) > 0 && data[at + 4] !== H265_SECOND_BYTE) return 'h264';
  }
  return undefined;
}
