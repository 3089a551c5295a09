import { BitReader } from '../bit-reader';
import { hevcNalType, isIrap } from './nal';

/** What the start of slice_segment_header() (7.3.6.1) says. */
export interface HevcSliceStart {
  readonly nal_unit_type: number;
  /** The slice segment begins a picture; no other sign is needed (7.4.2.4.5). */
  readonly first_slice_segment_in_pic_flag: boolean;
  readonly slice_pic_parameter_set_id: number;
  readonly irap: boolean;
  /** In coding tree blocks; 0 where the parameter sets are not known. */
  readonly slice_segment_address: number;
}

/** What the parameter sets say of a slice segment's start. */
export interface SegmentLayout {
  readonly dependent_slice_segments_enabled_flag: boolean;
  /** Bits of slice_segment_address. */
  readonly addressBits: number;
}

/**
 * Reads it.
 *
 * @param layoutOf of a PPS by its id
 * @returns why not: the bytes end too soon, or no PPS can have such an id
 */
export function readHevcSliceStart(
  bytes: Uint8Array,
  layoutOf: (ppsId: number) => SegmentLayout | undefined,
): HevcSliceStart | 'too-short' | 'broken' {
  const bits = new BitReader(bytes);
  const nal_unit_type = hevcNalType(bits.u(8));
  const irap = isIrap(nal_unit_type);
  bits.u(8);
  const first_slice_segment_in_pic_flag = bits.flag();
  if (irap) bits.flag(); // no_output_of_prior_pics_flag
  const slice_pic_parameter_set_id = bits.ue();
  if (bits.overrun) return 'too-short';
  if (slice_pic_parameter_set_id > 63) return 'broken';
  let slice_segment_address = 0;
  const layout = first_slice_segment_in_pic_flag ? undefined : layoutOf(slice_pic_parameter_set_id);
  if (layout) {
    if (layout.dependent_slice_segments_enabled_flag) bits.flag();
    slice_segment_address = bits.u(layout.addressBits);
    if (bits.overrun) return 'too-short';
  }
  return { slice_segment_address, nal_unit_type, first_slice_segment_in_pic_flag, slice_pic_parameter_set_id, irap };
}
