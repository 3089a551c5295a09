import { BitReader } from './bit-reader';
import { NalUnitType, nalRefIdc, nalUnitType } from './nal';
import type { PictureParameterSet, SequenceParameterSet } from './parameter-set-types';

/** The parameter sets that a slice refers to. */
export interface ActiveParameterSets {
  readonly sps: SequenceParameterSet;
  readonly pps: PictureParameterSet;
}

/** What the start of a slice header (7.3.3) says of the picture that the slice belongs to. Absent fields are 0. */
export interface SliceIdentity {
  readonly first_mb_in_slice: number;
  /** 0..9 (Table 7-6). */
  readonly slice_type: number;
  readonly pic_parameter_set_id: number;
  readonly nal_ref_idc: number;
  readonly idr: boolean;
  readonly colour_plane_id: number;
  readonly frame_num: number;
  readonly field_pic_flag: number;
  readonly bottom_field_flag: number;
  readonly idr_pic_id: number;
  readonly pic_order_cnt_lsb: number;
  readonly delta_pic_order_cnt_bottom: number;
  readonly delta_pic_order_cnt_0: number;
  readonly delta_pic_order_cnt_1: number;
  readonly redundant_pic_cnt: number;
  /** Absent where the slice refers to sets that were never received: the fields behind the PPS's id are 0 then. */
  readonly parameterSets?: ActiveParameterSets;
}

/**
 * Reads the start of a slice header.
 *
 * @param start header byte of a NAL unit of type 1, 2 or 5 in `bytes`.
 * @param end behind its last byte, or the last that has arrived.
 * @param find the parameter sets that a pic_parameter_set_id stands for.
 * @returns `undefined` where the bytes end too soon.
 */
export function readSliceIdentity(
  bytes: Uint8Array,
  start: number,
  end: number,
  find: (pic_parameter_set_id: number) => ActiveParameterSets | undefined,
): SliceIdentity | undefined {
  const bits = new BitReader(bytes, start, end);
  const header = bits.u(8);
  const idr = nalUnitType(header) === NalUnitType.sliceIdr;
  const first_mb_in_slice = bits.ue();
  const slice_type = bits.ue();
  const pic_parameter_set_id = bits.ue();
  if (bits.overrun) return undefined;
  const sets = find(pic_parameter_set_id);
  const colour_plane_id = sets?.sps.separate_colour_plane_flag ? bits.u(2) : 0;
  const frame_num = sets ? bits.u(sets.sps.log2_max_frame_num_minus4 + 4) : 0;
  const field_pic_flag = sets && !sets.sps.frame_mbs_only_flag ? bits.u1() : 0;
  const bottom_field_flag = field_pic_flag ? bits.u1() : 0;
  const idr_pic_id = sets && idr ? bits.ue() : 0;
  const twoFields = sets?.pps.bottom_field_pic_order_in_frame_present_flag === true && !field_pic_flag;
  const orderType = sets?.sps.pic_order_cnt_type;
  const byLsb = sets !== undefined && orderType === 0;
  const byDelta = orderType === 1 && sets?.sps.delta_pic_order_always_zero_flag === false;
  const identity: SliceIdentity = {
    first_mb_in_slice,
    slice_type,
    pic_parameter_set_id,
    nal_ref_idc: nalRefIdc(header),
    idr,
    colour_plane_id,
    frame_num,
    field_pic_flag,
    bottom_field_flag,
    idr_pic_id,
    pic_order_cnt_lsb: byLsb ? bits.u(sets.sps.log2_max_pic_order_cnt_lsb_minus4 + 4) : 0,
    delta_pic_order_cnt_bottom: byLsb && twoFields ? bits.se() : 0,
    delta_pic_order_cnt_0: byDelta ? bits.se() : 0,
    delta_pic_order_cnt_1: byDelta && twoFields ? bits.se() : 0,
    redundant_pic_cnt: sets?.pps.redundant_pic_cnt_present_flag ? bits.ue() : 0,
    ...(sets ? { parameterSets: sets } : {}),
  };
  return bits.overrun ? undefined : identity;
}

/**
 * Whether a slice begins a new primary coded picture (7.4.1.2.4).
 *
 * One rule is ours: a second slice at macroblock 0 of the same picture is a new picture too, unless it is redundant. Some
 * cameras send nothing but IDR pictures that all have the same idr_pic_id, and no rule of the standard parts those.
 *
 * @param previous a slice of the picture before.
 * @param zeroSeen a primary slice of the picture before began at macroblock 0, in `next`'s colour plane.
 */
export function beginsPicture(previous: SliceIdentity, next: SliceIdentity, zeroSeen: boolean): boolean {
  return (
    previous.frame_num !== next.frame_num ||
    previous.pic_parameter_set_id !== next.pic_parameter_set_id ||
    previous.field_pic_flag !== next.field_pic_flag ||
    previous.bottom_field_flag !== next.bottom_field_flag ||
    (previous.nal_ref_idc === 0) !== (next.nal_ref_idc === 0) ||
    previous.pic_order_cnt_lsb !== next.pic_order_cnt_lsb ||
    previous.delta_pic_order_cnt_bottom !== next.delta_pic_order_cnt_bottom ||
    previous.delta_pic_order_cnt_0 !== next.delta_pic_order_cnt_0 ||
    previous.delta_pic_order_cnt_1 !== next.delta_pic_order_cnt_1 ||
    previous.idr !== next.idr ||
    previous.idr_pic_id !== next.idr_pic_id ||
    (zeroSeen && next.first_mb_in_slice === 0 && next.redundant_pic_cnt === 0)
  );
}

/**
 * Whether a slice belongs to the second field of the frame whose first field `previous` is of: of the other parity, with the
 * same frame_num, and like it referred to or not (3.30, 7.4.3). To the standard each field is a picture, but a decoder shows
 * the frame, files hold it as one sample, and half of it is none that is to be seen.
 */
export function isOtherField(previous: SliceIdentity, next: SliceIdentity): boolean {
  return (
    next.field_pic_flag === 1 &&
    previous.field_pic_flag === 1 &&
    previous.bottom_field_flag !== next.bottom_field_flag &&
    previous.frame_num === next.frame_num &&
    (previous.nal_ref_idc === 0) === (next.nal_ref_idc === 0) &&
    previous.parameterSets?.sps === next.parameterSets?.sps &&
    !next.idr
  );
}
