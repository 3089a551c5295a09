import { BitReader } from '../bit-reader';
import { hevcNalType, isIrap } from './nal';

/** What the start of slice_segment_header() (7.3.6.1) says. */
export interface HevcSliceStart {
  readonly nal_unit_type: number;
  /** The slice segment begins a picture; no other sign is needed (7.4.2.4.5). */
  readonly first_slice_segment_in_pic_flag: boolean;
  readonly slice_pic_parameter_set_id: number;
  readonly irap: boolean;
}

/** Reads it. @returns `undefined` where the bytes end too soon, or no PPS can have such an id */
export function readHevcSliceStart(bytes: Uint8Array): HevcSliceStart | undefined {
  const bits = new BitReader(bytes);
  const nal_unit_type = hevcNalType(bits.u(8));
  const irap = isIrap(nal_unit_type);
  bits.u(8);
  const first_slice_segment_in_pic_flag = bits.flag();
  if (irap) bits.flag(); // no_output_of_prior_pics_flag
  const slice_pic_parameter_set_id = bits.ue();
  if (bits.overrun || slice_pic_parameter_set_id > 63) return undefined;
  return { nal_unit_type, first_slice_segment_in_pic_flag, slice_pic_parameter_set_id, irap };
}
