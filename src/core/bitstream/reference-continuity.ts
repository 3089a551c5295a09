import type { SliceIdentity } from './slice-identity';

/**
 * Watches `frame_num` (7.4.3) for pictures that never came. It rises by one behind each reference picture, so a picture
 * that continues what was received bears the number of the last reference picture, or the next.
 *
 * Where `gaps_in_frame_num_value_allowed_flag` is set the encoder leaves numbers out on purpose, and nothing can be told.
 * A loss of exactly `MaxFrameNum` reference pictures (16 at least) looks like none.
 */
export class ReferenceContinuity {
  /** PrevRefFrameNum; `undefined` before the first picture. */
  #previous: number | undefined;

  /** Takes the next picture in decoding order; returns whether pictures are missing between it and the one before. */
  misses(slice: SliceIdentity): boolean {
    const sps = slice.parameterSets?.sps;
    if (!sps) return false;
    const previous = slice.idr ? 0 : this.#previous;
    if (slice.nal_ref_idc !== 0) this.#previous = slice.frame_num;
    if (slice.idr || previous === undefined || sps.gaps_in_frame_num_value_allowed_flag) return false;
    const next = (previous + 1) % 2 ** (sps.log2_max_frame_num_minus4 + 4);
    return slice.frame_num !== previous && slice.frame_num !== next;
  }
}
