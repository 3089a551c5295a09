import { restartsCounts } from './restarts-counts';
import { type ActiveParameterSets, readSliceIdentity, type SliceIdentity } from './slice-identity';

/** Reads the picture order count of frames, with pic_order_cnt_type 0 and 1, from picture to picture (8.2.1). */
export class PictureOrder {
  #referenceMsb = 0;
  #referenceLsb = 0;
  #frameNum = 0;
  #frameNumOffset = 0;

  /**
   * Takes the next picture in decoding order.
   *
   * @param start header byte of its first slice in `data`
   * @returns its count, and whether it begins a new one; `undefined` where the slice cannot be read
   */
  next(data: Uint8Array, start: number, sets: ActiveParameterSets): { count: number; begins: boolean } | undefined {
    const slice = readSliceIdentity(data, start, data.length, () => sets);
    if (!slice) return undefined;
    const { sps } = sets;
    const count = sps.pic_order_cnt_type === 0 ? this.#byLsb(slice, sets) : this.#byFrameNum(slice, sets);
    if (!restartsCounts(data, start, data.length, sets)) return { count, begins: slice.idr };
    // Behind memory_management_control_operation 5 the picture itself has the count 0 (8.2.1).
    this.#referenceMsb = 0;
    this.#referenceLsb = 0;
    this.#frameNum = 0;
    this.#frameNumOffset = 0;
    return { count: 0, begins: true };
  }

  /** 8.2.1.1 */
  #byLsb({ idr, nal_ref_idc, pic_order_cnt_lsb: lsb }: SliceIdentity, { sps }: ActiveParameterSets): number {
    const range = 2 ** (sps.log2_max_pic_order_cnt_lsb_minus4 + 4);
    let msb = idr ? 0 : this.#referenceMsb;
    const step = lsb - this.#referenceLsb;
    if (!idr && step <= -range / 2) msb += range;
    else if (!idr && step > range / 2) msb -= range;
    if (nal_ref_idc > 0) {
      this.#referenceMsb = msb;
      this.#referenceLsb = lsb;
    }
    return msb + lsb;
  }

  /** 8.2.1.2 */
  #byFrameNum(slice: SliceIdentity, { sps }: ActiveParameterSets): number {
    const { idr, frame_num, nal_ref_idc } = slice;
    const offsets = sps.offset_for_ref_frame;
    if (idr) this.#frameNumOffset = 0;
    else if (frame_num < this.#frameNum) this.#frameNumOffset += 2 ** (sps.log2_max_frame_num_minus4 + 4);
    this.#frameNum = frame_num;
    let frames = offsets.length > 0 ? this.#frameNumOffset + frame_num : 0;
    if (nal_ref_idc === 0 && frames > 0) frames--;
    let expected = nal_ref_idc === 0 ? sps.offset_for_non_ref_pic : 0;
    if (frames > 0) {
      const cycles = Math.floor((frames - 1) / offsets.length);
      expected += cycles * sum(offsets) + sum(offsets.slice(0, ((frames - 1) % offsets.length) + 1));
    }
    const top = expected + slice.delta_pic_order_cnt_0;
    return Math.min(top, top + sps.offset_for_top_to_bottom_field + slice.delta_pic_order_cnt_1);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
