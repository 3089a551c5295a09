/**
 * Sequence and picture parameter sets with the field names of ITU-T H.264 (7.3.2.1.1, 7.3.2.2, E.1.1). Flags are booleans;
 * fields that the standard infers when absent carry the inferred value.
 */
export interface SequenceParameterSet {
  readonly profile_idc: number;
  /** constraint_set0_flag in bit 7 … constraint_set5_flag in bit 2, reserved_zero_2bits below: the byte as it stands. */
  readonly constraint_flags: number;
  readonly level_idc: number;
  readonly seq_parameter_set_id: number;
  /** 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
  readonly chroma_format_idc: number;
  readonly separate_colour_plane_flag: boolean;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
  readonly log2_max_frame_num_minus4: number;
  readonly pic_order_cnt_type: number;
  readonly log2_max_pic_order_cnt_lsb_minus4: number;
  readonly delta_pic_order_always_zero_flag: boolean;
  /** With pic_order_cnt_type 1 only; 0 and empty otherwise. */
  readonly offset_for_non_ref_pic: number;
  readonly offset_for_top_to_bottom_field: number;
  readonly offset_for_ref_frame: readonly number[];
  readonly max_num_ref_frames: number;
  readonly gaps_in_frame_num_value_allowed_flag: boolean;
  readonly pic_width_in_mbs_minus1: number;
  readonly pic_height_in_map_units_minus1: number;
  readonly frame_mbs_only_flag: boolean;
  readonly mb_adaptive_frame_field_flag: boolean;
  readonly direct_8x8_inference_flag: boolean;
  readonly frame_crop_left_offset: number;
  readonly frame_crop_right_offset: number;
  readonly frame_crop_top_offset: number;
  readonly frame_crop_bottom_offset: number;
  readonly vui?: VuiParameters;
  /** The VUI breaks off, or makes no sense from some place on: where it begins, in bits from the NAL unit's header byte. */
  readonly broken_vui_at?: number;
  /** Luma samples after cropping (7.4.2.1.1): what a viewer sees. */
  readonly width: number;
  readonly height: number;
}

/** Annex E, the part that a player has a use for. */
export interface VuiParameters {
  readonly sar_width?: number;
  readonly sar_height?: number;
  readonly video_full_range_flag?: boolean;
  readonly colour_primaries?: number;
  readonly transfer_characteristics?: number;
  readonly matrix_coefficients?: number;
  readonly num_units_in_tick?: number;
  readonly time_scale?: number;
  readonly fixed_frame_rate_flag?: boolean;
  /** Present when bitstream_restriction_flag is 1. */
  readonly bitstream_restriction?: {
    readonly max_num_reorder_frames: number;
    readonly max_dec_frame_buffering: number;
  };
}

/** 7.3.2.2. */
export interface PictureParameterSet {
  readonly pic_parameter_set_id: number;
  readonly seq_parameter_set_id: number;
  readonly entropy_coding_mode_flag: boolean;
  readonly bottom_field_pic_order_in_frame_present_flag: boolean;
  /** Above 0 is FMO. */
  readonly num_slice_groups_minus1: number;
  /** With FMO only. */
  readonly slice_group_map_type?: number;
  /** With slice_group_map_type 3..5 only; a slice header's slice_group_change_cycle depends on it. */
  readonly slice_group_change_rate_minus1?: number;
  readonly num_ref_idx_l0_default_active_minus1: number;
  readonly num_ref_idx_l1_default_active_minus1: number;
  readonly weighted_pred_flag: boolean;
  readonly weighted_bipred_idc: number;
  readonly pic_init_qp_minus26: number;
  readonly pic_init_qs_minus26: number;
  readonly chroma_qp_index_offset: number;
  readonly deblocking_filter_control_present_flag: boolean;
  readonly constrained_intra_pred_flag: boolean;
  readonly redundant_pic_cnt_present_flag: boolean;
  readonly transform_8x8_mode_flag: boolean;
}

/** Why a parameter set could not be read, and where in its NAL unit (bits from its header byte). */
export interface ParseFault {
  readonly fault: 'truncated' | 'out-of-range' | 'unsupported';
  readonly field: string;
  readonly bitOffset: number;
}

/** What a parser returns: the value, or a named fault. Parsers never throw. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ParseFault };
