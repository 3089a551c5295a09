import { BitCursor } from './bit-cursor';
import { CavlcMacroblock } from './cavlc-macroblock';
import type { Neighbours } from './neighbours';
import type { RbspBuffer } from './rbsp-buffer';
import type { SliceHeader } from './slice-header';
import type { SliceProgress, SliceReader } from './slice-reader';
import { type SliceShape, sliceShape } from './slice-shape';

/**
 * slice_data() with entropy_coding_mode_flag 0, 7.3.4.
 *
 * more_rbsp_data() cannot be asked while bytes are missing: any 1 may be the last one so far. A slice that is still open
 * therefore ends only where the picture's last macroblock has been read; every other one ends at its stop bit once its
 * NAL unit is complete. `position` stands before an mb_skip_run of 0 until the macroblock behind it is there, for the
 * stop bit of a slice reads like one.
 */
export class CavlcSlice implements SliceReader {
  mbAddr = 0;
  endPosition = 0;

  readonly #bits: BitCursor;
  readonly #macroblock: CavlcMacroblock;
  #slice!: SliceShape;
  #position = 0;
  /** The mb_skip_run before the next macroblock has been read, and was not 0. */
  #runRead = false;

  readonly #rbsp: RbspBuffer;
  readonly #near: Neighbours;

  constructor(rbsp: RbspBuffer, near: Neighbours) {
    this.#rbsp = rbsp;
    this.#near = near;
    this.#bits = new BitCursor(rbsp);
    this.#macroblock = new CavlcMacroblock(this.#bits, near);
  }

  begin(header: SliceHeader, position: number): void {
    this.#slice = sliceShape(header);
    this.#position = position;
    this.mbAddr = this.#slice.first;
    this.#runRead = false;
    this.#near.begin(this.#slice.widthMbs, this.#slice.first);
    this.#macroblock.begin(this.#slice);
  }

  advance(complete: boolean): SliceProgress {
    const bits = this.#bits;
    const rbsp = this.#rbsp;
    const slice = this.#slice;
    const available = rbsp.length * 8;
    const stopBit = complete ? rbsp.stopBit() : -1;
    for (;;) {
      if (this.mbAddr === slice.sizeMbs) return this.#trailingBits(available, complete);
      if (complete && this.#position >= stopBit) return this.#position === stopBit ? this.#end() : 'bad';
      bits.position = this.#position;
      bits.bad = false;
      let progress: SliceProgress = 'more';
      if (!slice.isI && !this.#runRead) {
        const run = bits.ue();
        if (bits.position > available) return this.#short(complete);
        if (bits.bad || run > slice.sizeMbs - this.mbAddr) progress = 'bad';
        else if (run > 0) {
          this.#skip(run);
          continue;
        }
      }
      if (progress === 'more') progress = this.#readMacroblock(available, complete);
      if (progress === 'ended') continue;
      // The stop bit of a slice whose next start code has not come yet is no macroblock, and no damage.
      if (progress === 'bad' && !complete && rbsp.bit(this.#position) === 1 && rbsp.zeroFrom(this.#position + 1))
        return 'more';
      return progress;
    }
  }

  /** 'ended' is the macroblock's end here. */
  #readMacroblock(available: number, complete: boolean): SliceProgress {
    const bits = this.#bits;
    const near = this.#near;
    near.enter(this.mbAddr, true);
    const ok = this.#macroblock.read();
    // What does not stand for anything may do so because it is cut: no code is looked at more than 24 bits ahead.
    if (bits.position > available || (!ok && !complete && bits.position + 24 > available)) {
      near.rewind();
      return this.#short(complete);
    }
    if (!ok || bits.bad) return 'bad';
    this.mbAddr++;
    this.#position = bits.position;
    this.#runRead = false;
    return 'ended';
  }

  #skip(run: number): void {
    for (let i = 0; i < run; i++) {
      this.#near.enter(this.mbAddr++, false);
      this.#near.setSkipped();
    }
    this.#position = this.#bits.position;
    this.#runRead = true;
  }

  /** rbsp_slice_trailing_bits() behind the picture's last macroblock. */
  #trailingBits(available: number, complete: boolean): SliceProgress {
    if (this.#position >= available) return this.#short(complete);
    if (this.#rbsp.bit(this.#position) !== 1 || !this.#rbsp.zeroFrom(this.#position + 1)) return 'bad';
    return this.#end();
  }

  #end(): SliceProgress {
    this.endPosition = this.#position + 1;
    return 'ended';
  }

  #short(complete: boolean): SliceProgress {
    return complete ? 'bad' : 'more';
  }
}
