import type { BitWriter } from './bit-writer';
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

type Part = (fields: FieldReader, vui: Mutable<VuiParameters>) => void;

/** The beginning that the VUI of H.265 (E.2.1) has too, up to chroma_loc_info_present_flag. */
const BEGINNING: readonly Part[] = [
  (fields, vui) => {
    if (fields.flag('aspect_ratio_info_present_flag')) readAspectRatio(fields, vui);
  },
  (fields) => {
    if (fields.flag('overscan_info_present_flag')) fields.flag('overscan_appropriate_flag');
  },
  (fields, vui) => {
    fields.mark('video_signal_type');
    if (fields.flag('video_signal_type_present_flag')) readVideoSignalType(fields, vui);
    fields.mark('behind_video_signal_type');
  },
];

/** vui_parameters() in its parts, in order. What a part says is believed once all of it was read. */
const PARTS: readonly Part[] = [
  ...BEGINNING,
  (fields) => {
    if (!fields.flag('chroma_loc_info_present_flag')) return;
    fields.ue('chroma_sample_loc_type_top_field', 5);
    fields.ue('chroma_sample_loc_type_bottom_field', 5);
  },
  (fields, vui) => {
    if (fields.flag('timing_info_present_flag')) readTiming(fields, vui);
  },
  (fields) => {
    const nalHrd = fields.flag('nal_hrd_parameters_present_flag');
    if (nalHrd) skipHrd(fields);
    const vclHrd = fields.flag('vcl_hrd_parameters_present_flag');
    if (vclHrd) skipHrd(fields);
    if (nalHrd || vclHrd) fields.flag('low_delay_hrd_flag');
    fields.flag('pic_struct_present_flag');
  },
  (fields, vui) => {
    if (fields.flag('bitstream_restriction_flag')) readBitstreamRestriction(fields, vui);
  },
];

/** vui_parameters(), E.1.1: as far as it goes, where `fields` has a fault. */
export function readVui(fields: FieldReader): VuiParameters {
  return readParts(fields, PARTS);
}

/** The part that H.265 has too, E.2.1. */
export function readVuiBeginning(fields: FieldReader): VuiParameters {
  return readParts(fields, BEGINNING);
}

function readParts(fields: FieldReader, parts: readonly Part[]): VuiParameters {
  let vui: VuiParameters = {};
  for (const read of parts) {
    const more: Mutable<VuiParameters> = { ...vui };
    read(fields, more);
    if (fields.fault) break;
    vui = more;
  }
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

const UNSPECIFIED = 2;
/** video_format 5, "unspecified" (Table E-2). */
const ANY_VIDEO_FORMAT = 5;

/** Writes vui_parameters() that say what `vui` says, with no HRD and no bitstream restriction. */
export function writeVui(out: BitWriter, vui: VuiParameters): void {
  const { sar_width, sar_height, video_full_range_flag, num_units_in_tick, time_scale } = vui;
  if (sar_width !== undefined && sar_height !== undefined) {
    out.u(1, 1).u(8, EXTENDED_SAR).u(16, sar_width).u(16, sar_height);
  } else out.u(1, 0);
  out.u(1, 0); // overscan_info_present_flag
  if (video_full_range_flag !== undefined) {
    const { colour_primaries, transfer_characteristics, matrix_coefficients } = vui;
    const described = colour_primaries ?? transfer_characteristics ?? matrix_coefficients;
    out
      .u(1, 1)
      .u(3, ANY_VIDEO_FORMAT)
      .u(1, video_full_range_flag ? 1 : 0);
    out.u(1, described === undefined ? 0 : 1);
    if (described !== undefined) {
      out.u(8, colour_primaries ?? UNSPECIFIED).u(8, transfer_characteristics ?? UNSPECIFIED);
      out.u(8, matrix_coefficients ?? UNSPECIFIED);
    }
  } else out.u(1, 0);
  out.u(1, 0); // chroma_loc_info_present_flag
  if (num_units_in_tick !== undefined && time_scale !== undefined) {
    out.u(1, 1).u(32, num_units_in_tick).u(32, time_scale);
    out.u(1, vui.fixed_frame_rate_flag ? 1 : 0);
  } else out.u(1, 0);
  out.u(4, 0); // nal_hrd_, vcl_hrd_ and pic_struct_present_flag, bitstream_restriction_flag
}
