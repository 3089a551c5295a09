import { FieldReader } from './field-reader';
import { NalUnitType } from './nal';
import type { Parsed, PictureParameterSet, SequenceParameterSet } from './parameter-set-types';
import { skipScalingLists } from './scaling-list';

/** Table A-1, level 6.2. */
const MAX_FRAME_SIZE_MBS = 139264;

/**
 * Reads pic_parameter_set_rbsp() (7.3.2.2).
 *
 * @param nal a NAL unit of type 8 from its header byte; the whole of it, since the end decides what it holds.
 * @param sps the SPS it refers to. Its chroma_format_idc matters only to a pic_scaling_matrix; without it 4:2:0 is taken.
 */
export function parsePps(nal: Uint8Array, sps?: SequenceParameterSet): Parsed<PictureParameterSet> {
  const fields = new FieldReader(nal);
  fields.u('forbidden_zero_bit', 1, 0);
  fields.u('nal_ref_idc', 2);
  if (fields.u('nal_unit_type', 5) !== NalUnitType.pps) fields.reject('unsupported', 'nal_unit_type');

  const base = {
    pic_parameter_set_id: fields.ue('pic_parameter_set_id', 255),
    seq_parameter_set_id: fields.ue('seq_parameter_set_id', 31),
    entropy_coding_mode_flag: fields.flag('entropy_coding_mode_flag'),
    bottom_field_pic_order_in_frame_present_flag: fields.flag('bottom_field_pic_order_in_frame_present_flag'),
    ...readSliceGroups(fields),
    num_ref_idx_l0_default_active_minus1: fields.ue('num_ref_idx_l0_default_active_minus1', 31),
    num_ref_idx_l1_default_active_minus1: fields.ue('num_ref_idx_l1_default_active_minus1', 31),
    weighted_pred_flag: fields.flag('weighted_pred_flag'),
    weighted_bipred_idc: fields.u('weighted_bipred_idc', 2, 2),
    // The lower bound is that of 14 bit luma; 8 bit reaches −26.
    pic_init_qp_minus26: fields.se('pic_init_qp_minus26', -62, 25),
    pic_init_qs_minus26: fields.se('pic_init_qs_minus26', -26, 25),
    chroma_qp_index_offset: fields.se('chroma_qp_index_offset', -12, 12),
    deblocking_filter_control_present_flag: fields.flag('deblocking_filter_control_present_flag'),
    constrained_intra_pred_flag: fields.flag('constrained_intra_pred_flag'),
    redundant_pic_cnt_present_flag: fields.flag('redundant_pic_cnt_present_flag'),
  };

  let transform_8x8_mode_flag = false;
  if (fields.moreRbspData()) {
    transform_8x8_mode_flag = fields.flag('transform_8x8_mode_flag');
    if (fields.flag('pic_scaling_matrix_present_flag')) {
      const lists8x8 = sps?.chroma_format_idc === 3 ? 6 : 2;
      skipScalingLists(fields, 6 + (transform_8x8_mode_flag ? lists8x8 : 0));
    }
    fields.se('second_chroma_qp_index_offset', -12, 12);
  }
  if (fields.fault) return { ok: false, error: fields.fault };
  return { ok: true, value: { ...base, transform_8x8_mode_flag } };
}

function readSliceGroups(fields: FieldReader) {
  const num_slice_groups_minus1 = fields.ue('num_slice_groups_minus1', 7);
  if (num_slice_groups_minus1 === 0) return { num_slice_groups_minus1 };
  const slice_group_map_type = fields.ue('slice_group_map_type', 6);
  if (slice_group_map_type === 0) {
    for (let i = 0; i <= num_slice_groups_minus1; i++) fields.ue('run_length_minus1', MAX_FRAME_SIZE_MBS - 1);
  } else if (slice_group_map_type === 2) {
    for (let i = 0; i < num_slice_groups_minus1; i++) {
      fields.ue('top_left', MAX_FRAME_SIZE_MBS - 1);
      fields.ue('bottom_right', MAX_FRAME_SIZE_MBS - 1);
    }
  } else if (slice_group_map_type >= 3 && slice_group_map_type <= 5) {
    fields.flag('slice_group_change_direction_flag');
    const slice_group_change_rate_minus1 = fields.ue('slice_group_change_rate_minus1', MAX_FRAME_SIZE_MBS - 1);
    return { num_slice_groups_minus1, slice_group_map_type, slice_group_change_rate_minus1 };
  } else if (slice_group_map_type === 6) {
    skipExplicitMap(fields, num_slice_groups_minus1);
  }
  return { num_slice_groups_minus1, slice_group_map_type };
}

function skipExplicitMap(fields: FieldReader, num_slice_groups_minus1: number): void {
  const count = fields.ue('pic_size_in_map_units_minus1', MAX_FRAME_SIZE_MBS - 1) + 1;
  // Ceil(Log2(num_slice_groups_minus1 + 1)) bits each.
  const bits = 32 - Math.clz32(num_slice_groups_minus1);
  for (let i = 0; i < count && !fields.fault; i++) fields.u('slice_group_id', bits, num_slice_groups_minus1);
}
