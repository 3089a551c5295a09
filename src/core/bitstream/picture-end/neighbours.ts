/**
 * What a macroblock leaves for its neighbours: one record for the macroblock to the left and one for each column of the
 * row above, updated in place. Field numbers are offsets in a record. Fields with several entries go by row in the left
 * record and by column in the others. Since blocks are parsed in z-order, the entry of a row or column always belongs to
 * the block next to the current one, whether it lies in the same macroblock or in the one before.
 */
export const Field = {
  /** Luma 4x4 blocks, 4 entries: total_coeff (CAVLC) or coded_block_flag (CABAC). */
  luma: 0,
  /** Cb and Cr 4x4 blocks, 2 entries each. */
  cb: 4,
  cr: 6,
  /** coded_block_flag of the DC blocks: bit 0 luma, 1 Cb, 2 Cr. */
  dc: 8,
  /** CodedBlockPatternLuma + 16 * CodedBlockPatternChroma, as the CABAC contexts take it. */
  cbp: 9,
  /** 1 where available and not skipped. */
  notSkip: 10,
  /** 1 where available and not I_NxN. */
  notINxN: 11,
  /** 1 where available and neither B_Skip nor B_Direct_16x16. */
  notDirect: 12,
  /** 1 where intra_chroma_pred_mode is not 0. */
  chromaMode: 13,
  /** transform_size_8x8_flag. */
  transform8x8: 14,
  /** 1 where ref_idx is above 0: 2 entries for list 0, 2 for list 1. */
  refIdx: 16,
  /** Absolute mvd, horizontal 4 and vertical 4 for list 0, then the same for list 1; kept up to `MVD_CAP`. */
  mvd: 20,
} as const;

const STRIDE = 36;
const STRIDE_WORDS = STRIDE / 4;

/** Stands in luma, cb and cr for a block that is not available; total_coeff never reaches it. */
export const UNAVAILABLE = 64;

/** A sum of two absolute mvd is compared with 32 at most, 9.3.3.1.1.7. */
export const MVD_CAP = 33;

/** The records of one slice: macroblocks of other slices are never available (6.4.8). */
export class Neighbours {
  bytes = new Uint8Array(0);
  /** Record of the macroblock to the left. */
  readonly left = 0;
  /** Record of the macroblock above. */
  top = STRIDE;
  hasLeft = false;
  hasTop = false;

  /** The same, four fields at once. */
  #words = new Int32Array(0);
  #widthMbs = 0;
  #first = 0;
  #column = 0;
  #saved = 0;

  begin(widthMbs: number, firstMb: number): void {
    if (this.#widthMbs !== widthMbs) {
      this.#widthMbs = widthMbs;
      this.#saved = STRIDE * (1 + widthMbs);
      this.bytes = new Uint8Array(this.#saved + 2 * STRIDE);
      this.#words = new Int32Array(this.bytes.buffer);
    }
    this.#first = firstMb;
  }

  /** Goes to a macroblock. @param keep its two records are kept for `rewind` */
  enter(mbAddr: number, keep: boolean): void {
    const { bytes } = this;
    const saved = this.#saved;
    this.#column = mbAddr % this.#widthMbs;
    this.top = STRIDE * (1 + this.#column);
    if (keep) {
      bytes.copyWithin(saved, 0, STRIDE);
      bytes.copyWithin(saved + STRIDE, this.top, this.top + STRIDE);
    }
    this.hasLeft = this.#column > 0 && mbAddr > this.#first;
    this.hasTop = mbAddr - this.#widthMbs >= this.#first;
    if (!this.hasLeft) this.#clearUnavailable(this.left);
    if (!this.hasTop) this.#clearUnavailable(this.top);
  }

  /** Undoes what was written since `enter`. */
  rewind(): void {
    const { bytes } = this;
    const saved = this.#saved;
    bytes.copyWithin(0, saved, saved + STRIDE);
    bytes.copyWithin(this.top, saved + STRIDE, saved + 2 * STRIDE);
  }

  /** The current macroblock is skipped. */
  setSkipped(): void {
    // Most macroblocks of a still picture come here; on so few bytes a loop is faster than `fill`.
    const words = this.#words;
    const top = this.top >> 2;
    for (let i = 0; i < STRIDE_WORDS; i++) {
      words[i] = 0;
      words[top + i] = 0;
    }
  }

  /** Writes a field of one entry for the current macroblock. */
  set(field: number, value: number): void {
    this.bytes[field] = value;
    this.bytes[this.top + field] = value;
  }

  /** Writes all entries of luma, cb and cr. */
  setBlocks(value: number): void {
    this.bytes.fill(value, Field.luma, Field.dc);
    this.bytes.fill(value, this.top + Field.luma, this.top + Field.dc);
  }

  /** Writes what an intra macroblock leaves of motion: none. */
  clearMotion(): void {
    this.bytes.fill(0, Field.refIdx, STRIDE);
    this.bytes.fill(0, this.top + Field.refIdx, this.top + STRIDE);
  }

  #clearUnavailable(record: number): void {
    const { bytes } = this;
    bytes.fill(0, record, record + STRIDE);
    bytes.fill(UNAVAILABLE, record + Field.luma, record + Field.dc);
    // CABAC's context of coded_block_pattern takes a missing neighbour for one with all luma and no chroma.
    bytes[record + Field.cbp] = 0x0f;
  }
}
