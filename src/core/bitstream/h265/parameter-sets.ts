import { FieldReader } from '../field-reader';
import type { Parsed, VuiParameters } from '../parameter-set-types';
import { HevcNalType } from './nal';
import { type ProfileTierLevel, readProfileTierLevel } from './profile-tier-level';
import { readHevcVui } from './vui';

/** 7.3.2.1, as far as a player needs it. */
export interface HevcVps {
  readonly vps_video_parameter_set_id: number;
}

/** 7.3.2.2, as far as a player needs it, with the standard's field names. */
export interface HevcSps {
  readonly sps_video_parameter_set_id: number;
  readonly sps_max_sub_layers_minus1: number;
  readonly sps_temporal_id_nesting_flag: boolean;
  readonly profile_tier_level: ProfileTierLevel;
  readonly sps_seq_parameter_set_id: number;
  /** 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
  readonly chroma_format_idc: number;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
  readonly separate_colour_plane_flag: boolean;
  readonly log2_max_pic_order_cnt_lsb_minus4: number;
  /** Of the highest sub-layer: 0 where pictures come in the order in which they are shown. */
  readonly sps_max_num_reorder_pics: number;
  /** PicSizeInCtbsY: coding tree blocks of a picture. */
  readonly pic_size_in_ctbs: number;
  /** Luma samples within the conformance window (7.4.3.2.1): what a viewer sees. */
  readonly width: number;
  readonly height: number;
  /** What its VUI says of colours and pixels; absent where there is none, or what stands before it cannot be read. */
  readonly vui?: VuiParameters;
}

/** 7.3.2.3, as far as a slice segment's start needs it. */
export interface HevcPps {
  readonly pps_pic_parameter_set_id: number;
  readonly pps_seq_parameter_set_id: number;
  readonly dependent_slice_segments_enabled_flag: boolean;
  readonly output_flag_present_flag: boolean;
  readonly num_extra_slice_header_bits: number;
}

/** A.4.1, level 6.2: MaxLumaPs, and with it the longest side, in luma samples. */
const MAX_LUMA_PS = 142_606_336;
const MAX_SIDE = Math.floor(Math.sqrt(8 * MAX_LUMA_PS));

/** Reads a VPS. @param nal from its header */
export function parseHevcVps(nal: Uint8Array): Parsed<HevcVps> {
  const fields = header(nal, HevcNalType.vps);
  const vps_video_parameter_set_id = fields.u('vps_video_parameter_set_id', 4);
  fields.u('vps_base_layer_flags', 2);
  fields.u('vps_max_layers_minus1', 6);
  fields.u('vps_max_sub_layers_minus1', 3, 6);
  fields.u('vps_temporal_id_nesting_flag', 1);
  fields.u('vps_reserved_0xffff_16bits', 16);
  return fields.fault ? { ok: false, error: fields.fault } : { ok: true, value: { vps_video_parameter_set_id } };
}

/** Reads an SPS up to its colours; all up to its reordering must be sound. @param nal from its header */
export function parseHevcSps(nal: Uint8Array): Parsed<HevcSps> {
  return readHevcSps(new FieldReader(nal));
}

/** The same, for those who want to know where its parts stand. */
export function readHevcSps(fields: FieldReader): Parsed<HevcSps> {
  readHeader(fields, HevcNalType.sps);
  const sps_video_parameter_set_id = fields.u('sps_video_parameter_set_id', 4);
  const sps_max_sub_layers_minus1 = fields.u('sps_max_sub_layers_minus1', 3, 6);
  const sps_temporal_id_nesting_flag = fields.flag('sps_temporal_id_nesting_flag');
  const profile_tier_level = readProfileTierLevel(fields, sps_max_sub_layers_minus1);
  const sps_seq_parameter_set_id = fields.ue('sps_seq_parameter_set_id', 15);
  const chroma_format_idc = fields.ue('chroma_format_idc', 3);
  const separate = chroma_format_idc === 3 && fields.flag('separate_colour_plane_flag');
  const size = readSize(fields, separate ? 0 : chroma_format_idc);
  const bit_depth_luma_minus8 = fields.ue('bit_depth_luma_minus8', 8);
  const bit_depth_chroma_minus8 = fields.ue('bit_depth_chroma_minus8', 8);
  const log2_max_pic_order_cnt_lsb_minus4 = fields.ue('log2_max_pic_order_cnt_lsb_minus4', 12);
  const everySubLayer = fields.flag('sps_sub_layer_ordering_info_present_flag');
  let sps_max_num_reorder_pics = 0;
  for (let i = everySubLayer ? 0 : sps_max_sub_layers_minus1; i <= sps_max_sub_layers_minus1; i++) {
    fields.ue('sps_max_dec_pic_buffering_minus1', 15);
    sps_max_num_reorder_pics = fields.ue('sps_max_num_reorder_pics', 15);
    fields.ue('sps_max_latency_increase_plus1', 0xfffffffe);
  }
  const log2_min_luma_coding_block_size_minus3 = fields.ue('log2_min_luma_coding_block_size_minus3', 3);
  const log2_diff_max_min_luma_coding_block_size = fields.ue('log2_diff_max_min_luma_coding_block_size', 3);
  if (fields.fault) return { ok: false, error: fields.fault };
  const { codedWidth, codedHeight, ...window } = size;
  const ctb = 2 ** (log2_min_luma_coding_block_size_minus3 + 3 + log2_diff_max_min_luma_coding_block_size);
  const vui = readHevcVui(fields, log2_max_pic_order_cnt_lsb_minus4 + 4);
  return {
    ok: true,
    value: {
      sps_video_parameter_set_id,
      sps_max_sub_layers_minus1,
      sps_temporal_id_nesting_flag,
      profile_tier_level,
      sps_seq_parameter_set_id,
      chroma_format_idc,
      bit_depth_luma_minus8,
      bit_depth_chroma_minus8,
      separate_colour_plane_flag: separate,
      log2_max_pic_order_cnt_lsb_minus4,
      sps_max_num_reorder_pics,
      pic_size_in_ctbs: Math.ceil(codedWidth / ctb) * Math.ceil(codedHeight / ctb),
      ...window,
      ...(vui && { vui }),
    },
  };
}

/** Reads a PPS's beginning. @param nal from its header */
export function parseHevcPps(nal: Uint8Array): Parsed<HevcPps> {
  const fields = header(nal, HevcNalType.pps);
  const value = {
    pps_pic_parameter_set_id: fields.ue('pps_pic_parameter_set_id', 63),
    pps_seq_parameter_set_id: fields.ue('pps_seq_parameter_set_id', 15),
    dependent_slice_segments_enabled_flag: fields.flag('dependent_slice_segments_enabled_flag'),
    output_flag_present_flag: fields.flag('output_flag_present_flag'),
    num_extra_slice_header_bits: fields.u('num_extra_slice_header_bits', 3),
  };
  return fields.fault ? { ok: false, error: fields.fault } : { ok: true, value };
}

function header(nal: Uint8Array, type: number): FieldReader {
  const fields = new FieldReader(nal);
  readHeader(fields, type);
  return fields;
}

function readHeader(fields: FieldReader, type: number): void {
  fields.u('forbidden_zero_bit', 1, 0);
  if (fields.u('nal_unit_type', 6) !== type) fields.reject('unsupported', 'nal_unit_type');
  if (fields.u('nuh_layer_id', 6) !== 0) fields.reject('unsupported', 'nuh_layer_id');
  fields.u('nuh_temporal_id_plus1', 3);
}

function readSize(fields: FieldReader, chromaArrayType: number) {
  const codedWidth = fields.ue('pic_width_in_luma_samples', MAX_SIDE);
  const codedHeight = fields.ue('pic_height_in_luma_samples', MAX_SIDE);
  if (codedWidth * codedHeight > MAX_LUMA_PS) fields.reject('out-of-range', 'pic_height_in_luma_samples');
  let [width, height] = [codedWidth, codedHeight];
  if (fields.flag('conformance_window_flag')) {
    // Table 6-1.
    const subWidthC = chromaArrayType === 1 || chromaArrayType === 2 ? 2 : 1;
    const subHeightC = chromaArrayType === 1 ? 2 : 1;
    width -=
      subWidthC * (fields.ue('conf_win_left_offset', codedWidth) + fields.ue('conf_win_right_offset', codedWidth));
    height -=
      subHeightC * (fields.ue('conf_win_top_offset', codedHeight) + fields.ue('conf_win_bottom_offset', codedHeight));
  }
  if (width <= 0 || height <= 0) fields.reject('out-of-range', 'conformance_window');
  return { codedWidth, codedHeight, width, height };
}
