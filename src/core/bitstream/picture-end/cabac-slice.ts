import { initContexts } from './cabac-contexts';
import { CabacDecoder } from './cabac-decoder';
import { CabacMacroblock } from './cabac-macroblock';
import type { Neighbours } from './neighbours';
import type { RbspBuffer } from './rbsp-buffer';
import { type SliceHeader, SliceType } from './slice-header';
import type { SliceProgress, SliceReader } from './slice-reader';
import { pictureSizeInMbs, sliceShape } from './slice-shape';

/**
 * A macroblock has 3,200 bits at most (A.3.1), 3,072 samples of an I_PCM among them. While more than this is there, none can
 * end behind what has come, and the state need not be kept for a return: in a picture that came at once that is all but the
 * last kilobyte.
 */
const MAX_MACROBLOCK_BITS = 8192;

/** slice_data() with entropy_coding_mode_flag 1, 7.3.4. */
export class CabacSlice implements SliceReader {
  mbAddr = 0;
  endPosition = 0;

  readonly #cabac: CabacDecoder;
  readonly #macroblock: CabacMacroblock;
  #header!: SliceHeader;
  #sizeMbs = 0;
  #firstByte = 0;
  #started = false;

  readonly #rbsp: RbspBuffer;
  readonly #near: Neighbours;

  constructor(rbsp: RbspBuffer, near: Neighbours) {
    this.#rbsp = rbsp;
    this.#near = near;
    this.#cabac = new CabacDecoder(rbsp);
    this.#macroblock = new CabacMacroblock(this.#cabac, near);
  }

  begin(header: SliceHeader, position: number): void {
    const shape = sliceShape(header);
    this.#header = header;
    this.#sizeMbs = pictureSizeInMbs(header);
    this.mbAddr = shape.first;
    // cabac_alignment_one_bits lie between.
    this.#firstByte = (position + 7) >> 3;
    this.#started = false;
    this.#near.begin(shape.widthMbs, shape.first);
    this.#macroblock.begin(shape);
  }

  advance(complete: boolean): SliceProgress {
    const cabac = this.#cabac;
    const near = this.#near;
    const macroblock = this.#macroblock;
    const rbsp = this.#rbsp;
    const short: SliceProgress = complete ? 'bad' : 'more';
    const available = rbsp.length * 8;
    cabac.refresh();
    if (!this.#started) {
      if (this.#firstByte * 8 + 9 > available) return short;
      if (!this.#start()) return 'bad';
    }
    for (;;) {
      if (this.mbAddr === this.#sizeMbs) return 'bad';
      const { qpDelta } = macroblock;
      const mayEnd = available - cabac.position < MAX_MACROBLOCK_BITS;
      near.enter(this.mbAddr, mayEnd);
      if (mayEnd) cabac.mark();
      const ok = macroblock.read();
      const end = ok && cabac.terminate() === 1;
      if (cabac.position > available) {
        // Longer than any legal one.
        if (!mayEnd) return 'bad';
        cabac.rewind();
        near.rewind();
        macroblock.qpDelta = qpDelta;
        return short;
      }
      if (!ok) return 'bad';
      this.mbAddr++;
      if (end) return this.#end();
    }
  }

  #start(): boolean {
    const { SliceQPY, slice_type, cabac_init_idc } = this.#header;
    initContexts(this.#cabac.contexts, slice_type === SliceType.I ? -1 : cabac_init_idc, SliceQPY);
    this.#started = true;
    return this.#cabac.start(this.#firstByte);
  }

  /**
   * The last bit consumed is the rbsp_stop_one_bit. Up to the next byte zeros follow, where x264 puts a 1 into the last
   * bit of every other slice or so (its cabac_encode_flush), against the letter of 7.3.2.11.
   */
  #end(): SliceProgress {
    const { position } = this.#cabac;
    const rest = this.#rbsp.bytes[(position - 1) >> 3]! & (0xff >> (((position - 1) & 7) + 1));
    this.endPosition = position;
    return this.#rbsp.bit(position - 1) === 1 && rest <= 1 ? 'ended' : 'bad';
  }
}
