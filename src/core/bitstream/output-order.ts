import { BitReader } from './bit-reader';
import { NalUnitType, nalRefIdc, nalUnitType } from './nal';
import type { SequenceParameterSet } from './parameter-set-types';

const BASELINE = 66;
const B_SLICE = 1;
/** Pictures, a whole group among them, after which an encoder that may use B pictures is taken not to. */
const PROOF_PICTURES = 30;

/**
 * Whether an SPS alone says that pictures are shown in the order of decoding. With `pic_order_cnt_type` 2 that is the rule
 * (8.2.1.3). With type 0 the pictures' order counts have the last word (`OutputOrder`), but Baseline has no B slices (A.2.1),
 * and with a single reference frame no picture can lie between two that it refers to.
 */
function promisesOrder(sps: SequenceParameterSet): boolean {
  if (sps.pic_order_cnt_type === 2) return true;
  return canWatch(sps) && (sps.profile_idc === BASELINE || sps.max_num_ref_frames <= 1);
}

/** Fields and type 1 have order counts that take more to compare. Such streams are never said to be in order. */
function canWatch(sps: SequenceParameterSet): boolean {
  return sps.pic_order_cnt_type === 0 && sps.frame_mbs_only_flag;
}

/** Follows a stream's first slices, and says whether its pictures are shown in the order in which they are decoded. */
export class OutputOrder {
  #reorders = false;
  #pictures = 0;
  #groups = 0;
  #highest = 0;
  #referenceMsb = 0;
  #referenceLsb = 0;

  /** A B slice was seen, or a picture that is shown before one that was decoded earlier. For good. */
  get reorders(): boolean {
    return this.#reorders;
  }

  /**
   * Sure enough to say so to a decoder: by the SPS, or because no picture of a whole group and more was out of order.
   */
  inOrder(sps: SequenceParameterSet): boolean {
    if (this.#reorders) return false;
    return promisesOrder(sps) || (canWatch(sps) && this.#groups > 1 && this.#pictures >= PROOF_PICTURES);
  }

  /**
   * Takes the next picture.
   *
   * @param slice header byte of its first slice in `data`.
   * @param sps the active one.
   */
  see(data: Uint8Array, slice: number, sps: SequenceParameterSet): void {
    if (this.#reorders || sps.pic_order_cnt_type === 2) return;
    const bits = new BitReader(data, slice);
    const header = bits.u(8);
    const idr = nalUnitType(header) === NalUnitType.sliceIdr;
    bits.ue(); // first_mb_in_slice
    const isB = bits.ue() % 5 === B_SLICE;
    this.#pictures++;
    if (idr) this.#groups++;
    const falls = canWatch(sps) && this.#falls(bits, idr, nalRefIdc(header) > 0, sps);
    this.#reorders = isB || falls || bits.overrun;
  }

  /** 8.2.1.1, for frames. Where memory_management_control_operation 5 starts the count anew, that looks like a fall. */
  #falls(bits: BitReader, idr: boolean, reference: boolean, sps: SequenceParameterSet): boolean {
    bits.ue(); // pic_parameter_set_id
    if (sps.separate_colour_plane_flag) bits.u(2);
    bits.u(sps.log2_max_frame_num_minus4 + 4);
    if (idr) bits.ue(); // idr_pic_id
    const lsb = bits.u(sps.log2_max_pic_order_cnt_lsb_minus4 + 4);
    const range = 2 ** (sps.log2_max_pic_order_cnt_lsb_minus4 + 4);
    let msb = idr ? 0 : this.#referenceMsb;
    const step = lsb - this.#referenceLsb;
    if (!idr && step <= -range / 2) msb += range;
    else if (!idr && step > range / 2) msb -= range;
    const falls = !idr && msb + lsb <= this.#highest;
    this.#highest = msb + lsb;
    if (reference) {
      this.#referenceMsb = msb;
      this.#referenceLsb = lsb;
    }
    return falls;
  }
}
