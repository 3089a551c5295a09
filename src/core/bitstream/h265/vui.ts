import type { FieldReader } from '../field-reader';
import type { VuiParameters } from '../parameter-set-types';
import { readVuiBeginning } from '../vui';

/**
 * Reads an SPS from behind the size of its coding tree blocks on (7.3.2.2.1) up to the colours of its VUI (E.2.1). A fault on the way is no fault
 * of the set: a decoder may think otherwise of what is passed over here.
 *
 * @param pocBits of pic_order_cnt_lsb
 * @returns `undefined` where it has no VUI, or its colours cannot be reached
 */
export function readHevcVui(fields: FieldReader, pocBits: number): VuiParameters | undefined {
  fields.ue('log2_min_luma_transform_block_size_minus2', 3);
  fields.ue('log2_diff_max_min_luma_transform_block_size', 3);
  fields.ue('max_transform_hierarchy_depth_inter', 4);
  fields.ue('max_transform_hierarchy_depth_intra', 4);
  if (fields.flag('scaling_list_enabled_flag') && fields.flag('sps_scaling_list_data_present_flag')) {
    skipScalingLists(fields);
  }
  fields.u('amp_enabled_flag', 1);
  fields.u('sample_adaptive_offset_enabled_flag', 1);
  if (fields.flag('pcm_enabled_flag')) {
    fields.u('pcm_sample_bit_depths', 8);
    fields.ue('log2_min_pcm_luma_coding_block_size_minus3', 2);
    fields.ue('log2_diff_max_min_pcm_luma_coding_block_size', 2);
    fields.u('pcm_loop_filter_disabled_flag', 1);
  }
  skipShortTermSets(fields);
  if (fields.flag('long_term_ref_pics_present_flag')) {
    const count = fields.ue('num_long_term_ref_pics_sps', 32);
    for (let i = 0; i < count; i++) fields.u('lt_ref_pic_poc_lsb_sps', pocBits + 1);
  }
  fields.u('sps_temporal_mvp_enabled_flag', 1);
  fields.u('strong_intra_smoothing_enabled_flag', 1);
  fields.mark('vui_parameters');
  const vui = fields.flag('vui_parameters_present_flag') ? readVuiBeginning(fields) : undefined;
  return fields.fault ? undefined : vui;
}

/** scaling_list_data(), 7.3.4. */
function skipScalingLists(fields: FieldReader): void {
  for (let sizeId = 0; sizeId < 4; sizeId++) {
    for (let matrixId = 0; matrixId < 6; matrixId += sizeId === 3 ? 3 : 1) {
      if (!fields.flag('scaling_list_pred_mode_flag')) {
        fields.ue('scaling_list_pred_matrix_id_delta', 5);
        continue;
      }
      if (sizeId > 1) fields.se('scaling_list_dc_coef_minus8', -7, 247);
      for (let i = Math.min(64, 16 << (2 * sizeId)); i > 0; i--) fields.se('scaling_list_delta_coef', -128, 127);
    }
  }
}

/** st_ref_pic_set() (7.3.7) for each of the SPS, whose NumDeltaPocs the next may count by. */
function skipShortTermSets(fields: FieldReader): void {
  const count = fields.ue('num_short_term_ref_pic_sets', 64);
  let pictures = 0;
  for (let index = 0; index < count && !fields.fault; index++) {
    pictures =
      index > 0 && fields.flag('inter_ref_pic_set_prediction_flag')
        ? skipPredictedSet(fields, pictures)
        : skipListedSet(fields);
  }
}

/** @param before NumDeltaPocs of the set before @returns its own */
function skipPredictedSet(fields: FieldReader, before: number): number {
  fields.u('delta_rps_sign', 1);
  fields.ue('abs_delta_rps_minus1', 0x7fff);
  let pictures = 0;
  for (let j = 0; j <= before; j++) {
    const isKept = fields.flag('used_by_curr_pic_flag') || fields.flag('use_delta_flag');
    if (isKept) pictures++;
  }
  return pictures;
}

function skipListedSet(fields: FieldReader): number {
  const pictures = fields.ue('num_negative_pics', 16) + fields.ue('num_positive_pics', 16);
  for (let i = 0; i < pictures; i++) {
    fields.ue('delta_poc_minus1', 0x7fff);
    fields.u('used_by_curr_pic_flag', 1);
  }
  return pictures;
}
