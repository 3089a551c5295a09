import { BitReader } from './bit-reader';
import type { SequenceParameterSet } from './parameter-set-types';
import { PictureOrder } from './picture-order';
import type { ActiveParameterSets } from './slice-identity';

const BASELINE = 66;
const B_SLICE = 1;
/** Pictures, a whole group among them, after which an encoder that may use B pictures is taken not to. */
const PROOF_PICTURES = 30;
/** Pictures in a row between which no other can lie that prove the same. An encoder with B pictures has one in three at least. */
const PROOF_WITHOUT_ROOM = 8;
/** From frame to frame, where each field counts; an encoder that counts frames leaves less. */
const MAX_STEP_WITHOUT_ROOM = 2;

/**
 * Whether an SPS alone says that pictures are shown in the order of decoding. With `pic_order_cnt_type` 2 that is the rule
 * (8.2.1.3). With the others the pictures' order counts have the last word (`OutputOrder`), but Baseline has no B slices
 * (A.2.1), and with a single reference frame no picture can lie between two that it refers to.
 */
function promisesOrder(sps: SequenceParameterSet): boolean {
  if (sps.pic_order_cnt_type === 2) return true;
  return sps.frame_mbs_only_flag && (sps.profile_idc === BASELINE || sps.max_num_ref_frames <= 1);
}

/**
 * Follows a stream's first slices, and says whether its pictures are shown in the order in which they are decoded. Streams
 * with fields have order counts that take more to compare, and are never said to be in order.
 */
export class OutputOrder {
  readonly #order = new PictureOrder();
  #reorders = false;
  #pictures = 0;
  #groups = 0;
  #highest = 0;
  #withoutRoom = 0;

  /** A B slice was seen, or a picture that is shown before one that was decoded earlier. For good. */
  get reorders(): boolean {
    return this.#reorders;
  }

  /**
   * Sure enough to say so to a decoder: by the SPS, or because so many pictures in a row left no room between them, or no
   * picture of a whole group and more was out of order.
   */
  inOrder(sps: SequenceParameterSet): boolean {
    if (this.#reorders) return false;
    if (promisesOrder(sps)) return true;
    if (!sps.frame_mbs_only_flag) return false;
    return this.#withoutRoom >= PROOF_WITHOUT_ROOM || (this.#groups > 1 && this.#pictures >= PROOF_PICTURES);
  }

  /**
   * Takes the next picture.
   *
   * @param slice header byte of its first slice in `data`.
   * @param sets the active ones.
   */
  see(data: Uint8Array, slice: number, sets: ActiveParameterSets): void {
    if (this.#reorders || sets.sps.pic_order_cnt_type === 2) return;
    const bits = new BitReader(data, slice);
    bits.u(8);
    bits.ue(); // first_mb_in_slice
    const isB = bits.ue() % 5 === B_SLICE;
    const next = sets.sps.frame_mbs_only_flag ? this.#order.next(data, slice, sets) : { count: 0, begins: true };
    this.#pictures++;
    if (next?.begins) this.#groups++;
    this.#reorders = isB || !next || (!next.begins && next.count <= this.#highest);
    if (!next) return;
    const leavesRoom = !next.begins && next.count - this.#highest > MAX_STEP_WITHOUT_ROOM;
    this.#withoutRoom = leavesRoom ? 0 : this.#withoutRoom + 1;
    this.#highest = next.count;
  }
}
