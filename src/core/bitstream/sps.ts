import { FieldReader } from './field-reader';
import { NalUnitType } from './nal';
import type { Parsed, SequenceParameterSet } from './parameter-set-types';
import { skipScalingLists } from './scaling-list';
import { readVui } from './vui';

/** profile_idc values whose SPS carries chroma format, bit depths and scaling lists (7.3.2.1.1). */
const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Table A-1, level 6.2: the largest frame there is, and with A.3.1 its longest side, in macroblocks. */
const MAX_FRAME_SIZE_MBS = 139264;
const MAX_SIDE_MBS = Math.floor(Math.sqrt(8 * MAX_FRAME_SIZE_MBS));

/**
 * Reads seq_parameter_set_data() (7.3.2.1.1) with its VUI.
 *
 * The rbsp_trailing_bits are not asked for: some encoders lose them, and nothing depends on them.
 *
 * @param nal a NAL unit of type 7, or 15 (of which the part that it shares with 7 is read), from its header byte.
 */
export function parseSps(nal: Uint8Array): Parsed<SequenceParameterSet> {
  return readSps(new FieldReader(nal));
}

/** The same, for who wants to know where it ends. The last bit read is one of the VUI, or the flag that there is none. */
export function readSps(fields: FieldReader): Parsed<SequenceParameterSet> {
  fields.u('forbidden_zero_bit', 1, 0);
  fields.u('nal_ref_idc', 2);
  const type = fields.u('nal_unit_type', 5);
  if (type !== NalUnitType.sps && type !== NalUnitType.subsetSps) fields.reject('unsupported', 'nal_unit_type');

  const profile_idc = fields.u('profile_idc', 8);
  const constraint_flags = fields.u('constraint_flags', 8);
  const level_idc = fields.u('level_idc', 8);
  const seq_parameter_set_id = fields.ue('seq_parameter_set_id', 31);
  const samples = readSampleFormat(fields, profile_idc);
  const log2_max_frame_num_minus4 = fields.ue('log2_max_frame_num_minus4', 12);
  const order = readPictureOrderCount(fields);
  const max_num_ref_frames = fields.ue('max_num_ref_frames', 16);
  const gaps_in_frame_num_value_allowed_flag = fields.flag('gaps_in_frame_num_value_allowed_flag');
  const frame = readFrame(fields, samples.chroma_format_idc, samples.separate_colour_plane_flag);
  fields.mark('vui_parameters');
  const hasVui = fields.flag('vui_parameters_present_flag');
  if (fields.fault) return { ok: false, error: fields.fault };
  const vuiAt = fields.bitOffset;
  // No picture depends on the VUI: one that breaks off is taken as far as it goes.
  const vui = hasVui ? readVui(fields) : undefined;
  return {
    ok: true,
    value: {
      profile_idc,
      constraint_flags,
      level_idc,
      seq_parameter_set_id,
      ...samples,
      log2_max_frame_num_minus4,
      ...order,
      max_num_ref_frames,
      gaps_in_frame_num_value_allowed_flag,
      ...frame,
      ...(vui && { vui }),
      ...(fields.fault ? { broken_vui_at: vuiAt } : {}),
    },
  };
}

function readSampleFormat(fields: FieldReader, profile_idc: number) {
  if (!HIGH_PROFILES.has(profile_idc)) {
    return {
      chroma_format_idc: 1,
      separate_colour_plane_flag: false,
      bit_depth_luma_minus8: 0,
      bit_depth_chroma_minus8: 0,
    };
  }
  const chroma_format_idc = fields.ue('chroma_format_idc', 3);
  const separate_colour_plane_flag = chroma_format_idc === 3 && fields.flag('separate_colour_plane_flag');
  const bit_depth_luma_minus8 = fields.ue('bit_depth_luma_minus8', 6);
  const bit_depth_chroma_minus8 = fields.ue('bit_depth_chroma_minus8', 6);
  fields.flag('qpprime_y_zero_transform_bypass_flag');
  if (fields.flag('seq_scaling_matrix_present_flag')) skipScalingLists(fields, chroma_format_idc === 3 ? 12 : 8);
  return { chroma_format_idc, separate_colour_plane_flag, bit_depth_luma_minus8, bit_depth_chroma_minus8 };
}

function readPictureOrderCount(fields: FieldReader) {
  const pic_order_cnt_type = fields.ue('pic_order_cnt_type', 2);
  let log2_max_pic_order_cnt_lsb_minus4 = 0;
  let delta_pic_order_always_zero_flag = false;
  let offset_for_non_ref_pic = 0;
  let offset_for_top_to_bottom_field = 0;
  const offset_for_ref_frame: number[] = [];
  if (pic_order_cnt_type === 0) {
    log2_max_pic_order_cnt_lsb_minus4 = fields.ue('log2_max_pic_order_cnt_lsb_minus4', 12);
  } else if (pic_order_cnt_type === 1) {
    const limit = 2 ** 31 - 1;
    delta_pic_order_always_zero_flag = fields.flag('delta_pic_order_always_zero_flag');
    offset_for_non_ref_pic = fields.se('offset_for_non_ref_pic', -limit, limit);
    offset_for_top_to_bottom_field = fields.se('offset_for_top_to_bottom_field', -limit, limit);
    const count = fields.ue('num_ref_frames_in_pic_order_cnt_cycle', 255);
    for (let i = 0; i < count; i++) offset_for_ref_frame.push(fields.se('offset_for_ref_frame', -limit, limit));
  }
  return {
    pic_order_cnt_type,
    log2_max_pic_order_cnt_lsb_minus4,
    delta_pic_order_always_zero_flag,
    offset_for_non_ref_pic,
    offset_for_top_to_bottom_field,
    offset_for_ref_frame,
  };
}

function readFrame(fields: FieldReader, chroma_format_idc: number, separate_colour_plane_flag: boolean) {
  const pic_width_in_mbs_minus1 = fields.ue('pic_width_in_mbs_minus1', MAX_SIDE_MBS - 1);
  const pic_height_in_map_units_minus1 = fields.ue('pic_height_in_map_units_minus1', MAX_SIDE_MBS - 1);
  const frame_mbs_only_flag = fields.flag('frame_mbs_only_flag');
  const mb_adaptive_frame_field_flag = !frame_mbs_only_flag && fields.flag('mb_adaptive_frame_field_flag');
  const direct_8x8_inference_flag = fields.flag('direct_8x8_inference_flag');
  if (!frame_mbs_only_flag && !direct_8x8_inference_flag) fields.reject('out-of-range', 'direct_8x8_inference_flag');

  const fieldsPerFrame = frame_mbs_only_flag ? 1 : 2;
  const widthMbs = pic_width_in_mbs_minus1 + 1;
  const heightMbs = (pic_height_in_map_units_minus1 + 1) * fieldsPerFrame;
  if (widthMbs * heightMbs > MAX_FRAME_SIZE_MBS) fields.reject('out-of-range', 'pic_height_in_map_units_minus1');

  // Equations 7-19 to 7-22: monochrome and separate planes crop by luma samples.
  const chroma = separate_colour_plane_flag ? 0 : chroma_format_idc;
  const cropUnitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropUnitY = (chroma === 1 ? 2 : 1) * fieldsPerFrame;
  const maxX = Math.ceil((widthMbs * 16) / cropUnitX) - 1;
  const maxY = Math.ceil((heightMbs * 16) / cropUnitY) - 1;
  const cropping = fields.flag('frame_cropping_flag');
  const frame_crop_left_offset = cropping ? fields.ue('frame_crop_left_offset', maxX) : 0;
  const frame_crop_right_offset = cropping ? fields.ue('frame_crop_right_offset', maxX - frame_crop_left_offset) : 0;
  const frame_crop_top_offset = cropping ? fields.ue('frame_crop_top_offset', maxY) : 0;
  const frame_crop_bottom_offset = cropping ? fields.ue('frame_crop_bottom_offset', maxY - frame_crop_top_offset) : 0;

  return {
    pic_width_in_mbs_minus1,
    pic_height_in_map_units_minus1,
    frame_mbs_only_flag,
    mb_adaptive_frame_field_flag,
    direct_8x8_inference_flag,
    frame_crop_left_offset,
    frame_crop_right_offset,
    frame_crop_top_offset,
    frame_crop_bottom_offset,
    width: widthMbs * 16 - cropUnitX * (frame_crop_left_offset + frame_crop_right_offset),
    height: heightMbs * 16 - cropUnitY * (frame_crop_top_offset + frame_crop_bottom_offset),
  };
}
