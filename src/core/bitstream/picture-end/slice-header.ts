import { NalUnitType, nalRefIdc, nalUnitType } from '../nal';
import type { PictureParameterSet, SequenceParameterSet } from '../parameter-set-types';
import type { BitCursor } from './bit-cursor';
import { readDecRefPicMarking, skipPredWeightTable, skipRefPicListModification } from './slice-header-tables';
import type { UnsupportedReason } from './verdict';

/** slice_type modulo 5, Table 7-6. */
export const SliceType = { P: 0, B: 1, I: 2, SP: 3, SI: 4 } as const;

/** What slice_data needs of a slice_header (7.3.3). */
export interface SliceHeader {
  readonly sps: SequenceParameterSet;
  readonly pps: PictureParameterSet;
  readonly first_mb_in_slice: number;
  /** 0..2, see `SliceType`. */
  readonly slice_type: number;
  /** 0 where the slice type has no such list. */
  readonly num_ref_idx_l0_active: number;
  readonly num_ref_idx_l1_active: number;
  /** 0..2; 0 where there is none. */
  readonly cabac_init_idc: number;
  /** Above 0 the slice belongs to a redundant picture, which no decoder here shows. */
  readonly redundant_pic_cnt: number;
  /** SliceQPY, which the CABAC contexts begin with. */
  readonly SliceQPY: number;
}

/** A header, or why it is not one that is read here; `bad` is a field out of its range. */
export type SliceHeaderResult =
  | { readonly kind: 'header'; readonly header: SliceHeader }
  | { readonly kind: 'unsupported'; readonly reason: UnsupportedReason }
  | { readonly kind: 'bad' };

const BAD: SliceHeaderResult = { kind: 'bad' };

/**
 * Reads slice_header() from `bits`, which ends at the first bit of slice_data().
 *
 * The caller looks at `bits.position` first: where it lies behind the bits present, the answer means nothing yet.
 *
 * @param nalHeader the NAL unit's header byte, type 1 or 5.
 * @param sps what the picture refers to; a slice that refers to another PPS than `pps` is not read.
 * @param withRedundant slices of redundant pictures are read, too
 */
export function readSliceHeader(
  bits: BitCursor,
  nalHeader: number,
  sps: SequenceParameterSet,
  pps: PictureParameterSet,
  withRedundant = false,
): SliceHeaderResult {
  const first_mb_in_slice = bits.ue();
  const slice_type = bits.ueUpTo(9) % 5;
  const pic_parameter_set_id = bits.ueUpTo(255);
  if (bits.bad) return BAD;
  if (pic_parameter_set_id !== pps.pic_parameter_set_id) return unsupported('several-pps');
  const reason =
    unsupportedSets(sps, pps, withRedundant) ?? (slice_type > SliceType.I ? 'slice-type-sp-si' : undefined);
  if (reason) return unsupported(reason);

  const idr = nalUnitType(nalHeader) === NalUnitType.sliceIdr;
  bits.u(sps.log2_max_frame_num_minus4 + 4);
  if (!sps.frame_mbs_only_flag && bits.u1() === 1) return unsupported('field-picture');
  if (idr) bits.ueUpTo(65535);
  skipPictureOrderCount(bits, sps, pps);
  const redundant_pic_cnt = pps.redundant_pic_cnt_present_flag ? bits.ueUpTo(127) : 0;

  if (slice_type === SliceType.B) bits.u1();
  let l0 = slice_type === SliceType.I ? 0 : pps.num_ref_idx_l0_default_active_minus1 + 1;
  let l1 = slice_type === SliceType.B ? pps.num_ref_idx_l1_default_active_minus1 + 1 : 0;
  if (l0 > 0 && bits.u1() === 1) {
    l0 = bits.ueUpTo(31) + 1;
    if (l1 > 0) l1 = bits.ueUpTo(31) + 1;
  }
  if (l0 > 0) skipRefPicListModification(bits);
  if (l1 > 0) skipRefPicListModification(bits);
  if (slice_type === SliceType.B ? pps.weighted_bipred_idc === 1 : pps.weighted_pred_flag && l0 > 0) {
    skipPredWeightTable(bits, sps.chroma_format_idc !== 0, l0, l1);
  }
  if (nalRefIdc(nalHeader) !== 0) readDecRefPicMarking(bits, idr);
  const cabac_init_idc = pps.entropy_coding_mode_flag && slice_type !== SliceType.I ? bits.ueUpTo(2) : 0;
  const SliceQPY = 26 + pps.pic_init_qp_minus26 + bits.se();
  if (SliceQPY < 0 || SliceQPY > 51) return BAD;
  if (pps.deblocking_filter_control_present_flag && bits.ueUpTo(2) !== 1) {
    bits.se();
    bits.se();
  }
  if (bits.bad) return BAD;
  const header = { sps, pps, first_mb_in_slice, slice_type, cabac_init_idc, redundant_pic_cnt, SliceQPY };
  return { kind: 'header', header: { ...header, num_ref_idx_l0_active: l0, num_ref_idx_l1_active: l1 } };
}

function unsupported(reason: UnsupportedReason): SliceHeaderResult {
  return { kind: 'unsupported', reason };
}

function unsupportedSets(
  sps: SequenceParameterSet,
  pps: PictureParameterSet,
  withRedundant: boolean,
): UnsupportedReason | undefined {
  if (sps.chroma_format_idc > 1) return 'chroma-format';
  if (sps.bit_depth_luma_minus8 > 0 || sps.bit_depth_chroma_minus8 > 0) return 'bit-depth';
  if (sps.mb_adaptive_frame_field_flag) return 'mbaff';
  if (pps.num_slice_groups_minus1 > 0) return 'slice-groups';
  // Redundant slices may follow the last macroblock, so that it says nothing about the end.
  if (pps.redundant_pic_cnt_present_flag && !withRedundant) return 'redundant-pictures';
  return undefined;
}

function skipPictureOrderCount(bits: BitCursor, sps: SequenceParameterSet, pps: PictureParameterSet): void {
  const both = pps.bottom_field_pic_order_in_frame_present_flag;
  if (sps.pic_order_cnt_type === 0) {
    bits.u(sps.log2_max_pic_order_cnt_lsb_minus4 + 4);
    if (both) bits.longUe();
  } else if (sps.pic_order_cnt_type === 1 && !sps.delta_pic_order_always_zero_flag) {
    bits.longUe();
    if (both) bits.longUe();
  }
}
