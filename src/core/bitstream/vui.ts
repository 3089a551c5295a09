import type { FieldReader } from './field-reader';
import type { VuiParameters } from './parameter-set-types';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Table E-1: aspect_ratio_idc 1..16. */
const SAMPLE_ASPECT_RATIOS: ReadonlyArray<readonly [number, number]> = [
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
];
const EXTENDED_SAR = 255;

/** vui_parameters(), E.1.1. */
export function readVui(fields: FieldReader): VuiParameters {
  const vui: Mutable<VuiParameters> = {};
  if (fields.flag('aspect_ratio_info_present_flag')) readAspectRatio(fields, vui);
  if (fields.flag('overscan_info_present_flag')) fields.flag('overscan_appropriate_flag');
  if (fields.flag('video_signal_type_present_flag')) readVideoSignalType(fields, vui);
  if (fields.flag('chroma_loc_info_present_flag')) {
    fields.ue('chroma_sample_loc_type_top_field', 5);
    fields.ue('chroma_sample_loc_type_bottom_field', 5);
  }
  if (fields.flag('timing_info_present_flag')) readTiming(fields, vui);
  const nalHrd = fields.flag('nal_hrd_parameters_present_flag');
  if (nalHrd) skipHrd(fields);
  const vclHrd = fields.flag('vcl_hrd_parameters_present_flag');
  if (vclHrd) skipHrd(fields);
  if (nalHrd || vclHrd) fields.flag('low_delay_hrd_flag');
  fields.flag('pic_struct_present_flag');
  if (fields.flag('bitstream_restriction_flag')) readBitstreamRestriction(fields, vui);
  return vui;
}

function readAspectRatio(fields: FieldReader, vui: Mutable<VuiParameters>): void {
  const idc = fields.u('aspect_ratio_idc', 8);
  let ratio = SAMPLE_ASPECT_RATIOS[idc - 1];
  if (idc === EXTENDED_SAR) ratio = [fields.u('sar_width', 16), fields.u('sar_height', 16)];
  // E.2.1: 0 on either side, and the reserved values, are "unspecified".
  if (ratio === undefined || ratio[0] === 0 || ratio[1] === 0) return;
  vui.sar_width = ratio[0];
  vui.sar_height = ratio[1];
}

function readVideoSignalType(fields: FieldReader, vui: Mutable<VuiParameters>): void {
  fields.u('video_format', 3);
  vui.video_full_range_flag = fields.flag('video_full_range_flag');
  if (!fields.flag('colour_description_present_flag')) return;
  vui.colour_primaries = fields.u('colour_primaries', 8);
  vui.transfer_characteristics = fields.u('transfer_characteristics', 8);
  vui.matrix_coefficients = fields.u('matrix_coefficients', 8);
}

function readTiming(fields: FieldReader, vui: Mutable<VuiParameters>): void {
  const tick = fields.u('num_units_in_tick', 32);
  const scale = fields.u('time_scale', 32);
  const fixed = fields.flag('fixed_frame_rate_flag');
  // Zero is not legal here, but cameras send it. It says nothing, and the picture does not depend on it.
  if (tick === 0 || scale === 0) return;
  vui.num_units_in_tick = tick;
  vui.time_scale = scale;
  vui.fixed_frame_rate_flag = fixed;
}

/** hrd_parameters(), E.1.2. */
function skipHrd(fields: FieldReader): void {
  const count = fields.ue('cpb_cnt_minus1', 31) + 1;
  fields.u('bit_rate_scale', 4);
  fields.u('cpb_size_scale', 4);
  for (let i = 0; i < count; i++) {
    fields.ue('bit_rate_value_minus1', 0xfffffffe);
    fields.ue('cpb_size_value_minus1', 0xfffffffe);
    fields.flag('cbr_flag');
  }
  fields.u('initial_cpb_removal_delay_length_minus1', 5);
  fields.u('cpb_removal_delay_length_minus1', 5);
  fields.u('dpb_output_delay_length_minus1', 5);
  fields.u('time_offset_length', 5);
}

function readBitstreamRestriction(fields: FieldReader, vui: Mutable<VuiParameters>): void {
  fields.flag('motion_vectors_over_pic_boundaries_flag');
  fields.ue('max_bytes_per_pic_denom', 16);
  fields.ue('max_bits_per_mb_denom', 16);
  fields.ue('log2_max_mv_length_horizontal', 16);
  fields.ue('log2_max_mv_length_vertical', 16);
  vui.bitstream_restriction = {
    max_num_reorder_frames: fields.ue('max_num_reorder_frames', 16),
    max_dec_frame_buffering: fields.ue('max_dec_frame_buffering', 16),
  };
}
