import type { SliceHeader } from './slice-header';

/** How far a slice's data could be read. */
export type SliceProgress = 'more' | 'ended' | 'bad';

/** Reads slice_data() of one slice, 7.3.4, as far as its bits have come; CAVLC and CABAC do it in their own ways. */
export interface SliceReader {
  /** The macroblock that comes next: behind the last one of the slice once it has ended. */
  readonly mbAddr: number;
  /** RBSP bit behind the rbsp_stop_one_bit, once the slice has ended. */
  readonly endPosition: number;
  /** @param position the first bit of slice_data() in the RBSP. */
  begin(header: SliceHeader, position: number): void;
  /**
   * Goes on from the last macroblock that was wholly there.
   *
   * @param complete all bytes of the NAL unit are there, so that what is missing is damage.
   */
  advance(complete: boolean): SliceProgress;
}
