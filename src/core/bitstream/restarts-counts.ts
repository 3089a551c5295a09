import { BitReader } from './bit-reader';
import { NalUnitType, nalRefIdc, nalUnitType } from './nal';
import type { ActiveParameterSets } from './slice-identity';

const B_SLICE = 1;
const I_SLICE = 2;
const SP_SLICE = 3;
const SI_SLICE = 4;
/** More entries than a list can have, and more operations than references: bounds what noise makes us read. */
const MAX_ENTRIES = 66;

/**
 * Whether a picture's memory_management_control_operation 5 has `frame_num` and the picture order count start anew behind it
 * (7.4.3.3), as an IDR picture does. Where the bytes end too soon it is taken not to.
 *
 * @param start header byte of one of its slices in `bytes`, NAL type 1, 2 or 5
 * @param end behind that slice, or behind what there is of it
 */
export function restartsCounts(bytes: Uint8Array, start: number, end: number, sets: ActiveParameterSets): boolean {
  const { sps, pps } = sets;
  const bits = new BitReader(bytes, start, end);
  const header = bits.u(8);
  if (nalRefIdc(header) === 0 || nalUnitType(header) === NalUnitType.sliceIdr) return false;
  bits.ue(); // first_mb_in_slice
  const slice_type = bits.ue() % 5;
  bits.ue(); // pic_parameter_set_id
  if (sps.separate_colour_plane_flag) bits.u(2);
  bits.u(sps.log2_max_frame_num_minus4 + 4);
  const field = !sps.frame_mbs_only_flag && bits.flag();
  if (field) bits.flag();
  skipOrderCount(bits, sets, field);
  if (pps.redundant_pic_cnt_present_flag) bits.ue();
  const isIntra = slice_type === I_SLICE || slice_type === SI_SLICE;
  const isB = slice_type === B_SLICE;
  if (isB) bits.flag(); // direct_spatial_mv_pred_flag
  let l0 = isIntra ? 0 : pps.num_ref_idx_l0_default_active_minus1 + 1;
  let l1 = isB ? pps.num_ref_idx_l1_default_active_minus1 + 1 : 0;
  if (!isIntra && bits.flag()) {
    l0 = bits.ue() + 1;
    if (isB) l1 = bits.ue() + 1;
  }
  if (l0 > 32 || l1 > 32) return false;
  if (!isIntra) skipListModification(bits);
  if (isB) skipListModification(bits);
  const weighted = isB ? pps.weighted_bipred_idc === 1 : pps.weighted_pred_flag && !isIntra;
  if (weighted && slice_type <= SP_SLICE) {
    skipWeights(bits, sps.chroma_format_idc !== 0 && !sps.separate_colour_plane_flag, l0 + l1);
  }
  return readMarking(bits) && !bits.overrun;
}

function skipOrderCount(bits: BitReader, { sps, pps }: ActiveParameterSets, field: boolean): void {
  const both = pps.bottom_field_pic_order_in_frame_present_flag && !field;
  if (sps.pic_order_cnt_type === 0) {
    bits.u(sps.log2_max_pic_order_cnt_lsb_minus4 + 4);
    if (both) bits.se();
  } else if (sps.pic_order_cnt_type === 1 && !sps.delta_pic_order_always_zero_flag) {
    bits.se();
    if (both) bits.se();
  }
}

/** ref_pic_list_modification() of one list, 7.3.3.1. */
function skipListModification(bits: BitReader): void {
  if (!bits.flag()) return;
  for (let i = 0; i < MAX_ENTRIES && bits.ue() !== 3 && !bits.overrun; i++) bits.ue();
}

/** pred_weight_table(), 7.3.3.2. */
function skipWeights(bits: BitReader, chroma: boolean, entries: number): void {
  bits.ue();
  if (chroma) bits.ue();
  for (let i = 0; i < entries && !bits.overrun; i++) {
    if (bits.flag()) for (let n = 0; n < 2; n++) bits.se();
    if (chroma && bits.flag()) for (let n = 0; n < 4; n++) bits.se();
  }
}

/** dec_ref_pic_marking(), 7.3.3.3, of a picture that is not IDR. */
function readMarking(bits: BitReader): boolean {
  if (!bits.flag()) return false;
  for (let i = 0; i < MAX_ENTRIES; i++) {
    const operation = bits.ue();
    if (operation === 5) return true;
    if (operation === 0 || operation > 6 || bits.overrun) return false;
    if (operation <= 4) bits.ue();
    if (operation === 3 || operation === 6) bits.ue();
  }
  return false;
}
