import type { BitCursor } from './bit-cursor';
import { intra16x16Cbp } from './cabac-macroblock';
import { I_NXN, I_PCM } from './cabac-syntax';
import { skipCavlcMotion } from './cavlc-motion';
import { CHROMA_DC_NC, skipCavlcBlock } from './cavlc-residual';
import { INTER_CBP, INTER_CBP_GREY, INTRA_CBP, INTRA_CBP_GREY } from './coded-block-pattern';
import { Field, type Neighbours, UNAVAILABLE } from './neighbours';
import { B_8X8, INTRA_IN_B, INTRA_IN_P, MAX_SUB_B, MAX_SUB_P, P_8X8, P_8X8_REF0, Partitions } from './partitions';
import type { SliceShape } from './slice-shape';

/** Reads macroblock_layer() of a CAVLC slice, 7.3.5, for what its syntax takes and no more. */
export class CavlcMacroblock {
  #slice!: SliceShape;
  readonly #partitions = new Partitions();

  readonly #bits: BitCursor;
  readonly #near: Neighbours;

  constructor(bits: BitCursor, near: Neighbours) {
    this.#bits = bits;
    this.#near = near;
  }

  begin(slice: SliceShape): void {
    this.#slice = slice;
  }

  /** macroblock_layer() of the macroblock that `near` has entered. False is a breach of the syntax. */
  read(): boolean {
    const bits = this.#bits;
    const slice = this.#slice;
    const intraFrom = slice.isI ? 0 : slice.isB ? INTRA_IN_B : INTRA_IN_P;
    const mbType = bits.ueUpTo(intraFrom + I_PCM);
    if (bits.bad) return false;
    return mbType < intraFrom ? this.#readInter(mbType) : this.#readIntra(mbType - intraFrom);
  }

  #readIntra(mbType: number): boolean {
    const bits = this.#bits;
    const near = this.#near;
    const slice = this.#slice;
    if (mbType === I_PCM) {
      // pcm_alignment_zero_bits, then 8 bits a sample.
      bits.position = ((bits.position + 7) & ~7) + (slice.chroma ? 384 : 256) * 8;
      near.setBlocks(16);
      return true;
    }
    if (mbType === I_NXN) {
      const modes = slice.transform8x8 && bits.u1() === 1 ? 4 : 16;
      for (let i = 0; i < modes; i++) if (bits.u1() === 0) bits.position += 3;
    }
    if (slice.chroma) bits.ueUpTo(3);
    const cbp = mbType === I_NXN ? this.#readCbp(slice.chroma ? INTRA_CBP : INTRA_CBP_GREY) : intra16x16Cbp(mbType);
    if (bits.bad || (!slice.chroma && cbp > 15)) return false;
    return this.#readResidual(cbp, mbType !== I_NXN);
  }

  #readInter(mbType: number): boolean {
    const bits = this.#bits;
    const slice = this.#slice;
    const partitions = this.#partitions;
    const direct = slice.isB && mbType === 0;
    if (!direct) {
      this.#readPartitions(mbType);
      skipCavlcMotion(bits, partitions, slice, !slice.isB && mbType === P_8X8_REF0);
    }
    const cbp = this.#readCbp(slice.chroma ? INTER_CBP : INTER_CBP_GREY);
    const large = direct ? slice.direct8x8Inference : !partitions.small;
    if ((cbp & 15) > 0 && slice.transform8x8 && large) bits.u1();
    return !bits.bad && this.#readResidual(cbp, false);
  }

  #readPartitions(mbType: number): void {
    const bits = this.#bits;
    const slice = this.#slice;
    const partitions = this.#partitions;
    if (slice.isB ? mbType === B_8X8 : mbType >= P_8X8) {
      partitions.setQuarters();
      for (let part = 0; part < 4; part++) {
        if (slice.isB) partitions.setSubB(part, bits.ueUpTo(MAX_SUB_B), slice.direct8x8Inference);
        else partitions.setSubP(part, bits.ueUpTo(MAX_SUB_P));
      }
    } else if (slice.isB) {
      partitions.setB(mbType);
    } else {
      partitions.setP(mbType);
    }
  }

  /** me(v), 9.1.2. */
  #readCbp(mapping: Uint8Array): number {
    return mapping[this.#bits.ueUpTo(mapping.length - 1)]!;
  }

  #readResidual(cbp: number, intra16x16: boolean): boolean {
    const bits = this.#bits;
    const near = this.#near;
    const slice = this.#slice;
    if (cbp === 0 && !intra16x16) {
      near.setBlocks(0);
      return true;
    }
    const mb_qp_delta = bits.se();
    if (bits.bad || mb_qp_delta < -26 || mb_qp_delta > 25) return false;
    const { bytes, top } = near;
    if (intra16x16 && skipCavlcBlock(bits, nC(bytes[Field.luma]!, bytes[top + Field.luma]!), 16) < 0) return false;
    if (!this.#readLuma(cbp, intra16x16 ? 15 : 16)) return false;
    if (!slice.chroma) return true;
    if (cbp > 15) {
      if (skipCavlcBlock(bits, CHROMA_DC_NC, 4) < 0) return false;
      if (skipCavlcBlock(bits, CHROMA_DC_NC, 4) < 0) return false;
    }
    return this.#readChromaAc(cbp > 31);
  }

  /** With transform_size_8x8_flag, too, an 8x8 block comes as four blocks of 16 (7.3.5.3.1). */
  #readLuma(cbp: number, maxNumCoeff: number): boolean {
    const bits = this.#bits;
    const near = this.#near;
    const { bytes } = near;
    for (let block = 0; block < 16; block++) {
      const x = near.top + Field.luma + ((block & 1) | ((block >> 1) & 2));
      const y = Field.luma + (((block >> 1) & 1) | ((block >> 2) & 2));
      let total = 0;
      if (((cbp >> (block >> 2)) & 1) === 1) {
        total = skipCavlcBlock(bits, nC(bytes[y]!, bytes[x]!), maxNumCoeff);
        if (total < 0) return false;
      }
      bytes[x] = total;
      bytes[y] = total;
    }
    return true;
  }

  #readChromaAc(coded: boolean): boolean {
    const bits = this.#bits;
    const near = this.#near;
    const { bytes } = near;
    for (let block = 0; block < 8; block++) {
      // Cb 0..3, Cr 4..7; their fields lie side by side.
      const plane = Field.cb + ((block >> 1) & 2);
      const x = near.top + plane + (block & 1);
      const y = plane + ((block >> 1) & 1);
      let total = 0;
      if (coded) {
        total = skipCavlcBlock(bits, nC(bytes[y]!, bytes[x]!), 15);
        if (total < 0) return false;
      }
      bytes[x] = total;
      bytes[y] = total;
    }
    return true;
  }
}

/** nC of a block from total_coeff of its neighbours, 9.2.1. */
function nC(nA: number, nB: number): number {
  const sum = nA + nB;
  return sum < UNAVAILABLE ? (sum + 1) >> 1 : sum & (UNAVAILABLE - 1);
}
