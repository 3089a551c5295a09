import type { CabacDecoder } from './cabac-decoder';
import { skipMotion } from './cabac-motion';
import { BlockCat, skipCabacBlock } from './cabac-residual';
import {
  I_NXN,
  I_PCM,
  readCodedBlockPattern,
  readIntraChromaPredMode,
  readMbTypeB,
  readMbTypeI,
  readMbTypeIntraSuffix,
  readMbTypeP,
  readQpDelta,
  readSubMbTypeB,
  readSubMbTypeP,
  skipIntraPredModes,
} from './cabac-syntax';
import { Field, type Neighbours } from './neighbours';
import { B_8X8, INTRA_IN_B, INTRA_IN_P, P_8X8, Partitions } from './partitions';
import type { SliceShape } from './slice-shape';

/** First ctxIdx of coded_block_flag by ctxBlockCat 0..4. */
const CODED_BLOCK_FLAG = 85;

/** Reads the macroblocks of a CABAC slice, 7.3.4 and 7.3.5, for what their syntax takes and no more. */
export class CabacMacroblock {
  /** The last macroblock had an mb_qp_delta other than 0, as 0 or 1. */
  qpDelta = 0;

  #slice!: SliceShape;
  readonly #partitions = new Partitions();

  readonly #cabac: CabacDecoder;
  readonly #near: Neighbours;

  constructor(cabac: CabacDecoder, near: Neighbours) {
    this.#cabac = cabac;
    this.#near = near;
  }

  begin(slice: SliceShape): void {
    this.#slice = slice;
    this.qpDelta = 0;
  }

  /** mb_skip_flag and macroblock_layer() of the macroblock that `near` has entered. False is a breach of the syntax. */
  read(): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const slice = this.#slice;
    const { bytes, top } = near;
    if (slice.isI) {
      return this.#readIntra(readMbTypeI(cabac, bytes[Field.notINxN]! + bytes[top + Field.notINxN]!));
    }
    const skipCtx = bytes[Field.notSkip]! + bytes[top + Field.notSkip]!;
    if (cabac.bin((slice.isB ? 24 : 11) + skipCtx) === 1) {
      near.setSkipped();
      this.qpDelta = 0;
      return true;
    }
    if (!slice.isB) {
      const mbType = readMbTypeP(cabac);
      return mbType === INTRA_IN_P ? this.#readIntra(readMbTypeIntraSuffix(cabac, 17)) : this.#readInter(mbType);
    }
    const mbType = readMbTypeB(cabac, bytes[Field.notDirect]! + bytes[top + Field.notDirect]!);
    return mbType === INTRA_IN_B ? this.#readIntra(readMbTypeIntraSuffix(cabac, 32)) : this.#readInter(mbType);
  }

  #readIntra(mbType: number): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const slice = this.#slice;
    const { bytes, top } = near;
    near.set(Field.notSkip, 1);
    near.set(Field.notINxN, mbType === I_NXN ? 0 : 1);
    near.set(Field.notDirect, 1);
    near.clearMotion();
    if (mbType === I_PCM) return this.#readPcm();

    let transform8x8 = 0;
    if (mbType === I_NXN) {
      if (slice.transform8x8) transform8x8 = this.#readTransform8x8();
      skipIntraPredModes(cabac, transform8x8 === 1 ? 4 : 16);
    }
    near.set(Field.transform8x8, transform8x8);
    if (slice.chroma) {
      const mode = readIntraChromaPredMode(cabac, bytes[Field.chromaMode]! + bytes[top + Field.chromaMode]!);
      near.set(Field.chromaMode, mode > 0 ? 1 : 0);
    }
    const cbp = mbType === I_NXN ? this.#readCbp() : intra16x16Cbp(mbType);
    if (!slice.chroma && cbp > 15) return false;
    return this.#readResidual(cbp, mbType !== I_NXN, true, transform8x8);
  }

  #readInter(mbType: number): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const slice = this.#slice;
    const partitions = this.#partitions;
    const { isB } = slice;
    const direct = isB && mbType === 0;
    near.set(Field.notSkip, 1);
    near.set(Field.notINxN, 1);
    near.set(Field.notDirect, direct ? 0 : 1);
    near.set(Field.chromaMode, 0);
    if (direct) {
      near.clearMotion();
    } else {
      this.#readPartitions(mbType);
      if (!skipMotion(cabac, near, partitions, slice)) return false;
    }
    const cbp = this.#readCbp();
    const large = direct ? slice.direct8x8Inference : !partitions.small;
    const transform8x8 = (cbp & 15) > 0 && slice.transform8x8 && large ? this.#readTransform8x8() : 0;
    near.set(Field.transform8x8, transform8x8);
    return this.#readResidual(cbp, false, false, transform8x8);
  }

  #readPartitions(mbType: number): void {
    const cabac = this.#cabac;
    const slice = this.#slice;
    const partitions = this.#partitions;
    if (mbType === (slice.isB ? B_8X8 : P_8X8)) {
      partitions.setQuarters();
      for (let part = 0; part < 4; part++) {
        if (slice.isB) partitions.setSubB(part, readSubMbTypeB(cabac), slice.direct8x8Inference);
        else partitions.setSubP(part, readSubMbTypeP(cabac));
      }
    } else if (slice.isB) {
      partitions.setB(mbType);
    } else {
      partitions.setP(mbType);
    }
  }

  #readCbp(): number {
    const { bytes, top } = this.#near;
    return readCodedBlockPattern(this.#cabac, bytes[Field.cbp]!, bytes[top + Field.cbp]!, this.#slice.chroma);
  }

  #readTransform8x8(): number {
    const { bytes, top } = this.#near;
    return this.#cabac.bin(399 + bytes[Field.transform8x8]! + bytes[top + Field.transform8x8]!);
  }

  #readPcm(): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const slice = this.#slice;
    const samplesAt = (cabac.position + 7) >> 3;
    near.setBlocks(1);
    near.set(Field.dc, 7);
    near.set(Field.cbp, 0x2f);
    near.set(Field.chromaMode, 0);
    near.set(Field.transform8x8, 0);
    this.qpDelta = 0;
    return cabac.start(samplesAt + (slice.chroma ? 384 : 256));
  }

  #readResidual(cbp: number, intra16x16: boolean, intra: boolean, transform8x8: number): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const slice = this.#slice;
    const { bytes, top } = near;
    near.set(Field.cbp, cbp);
    if (cbp === 0 && !intra16x16) {
      near.setBlocks(0);
      near.set(Field.dc, 0);
      this.qpDelta = 0;
      return true;
    }
    this.qpDelta = readQpDelta(cabac, this.qpDelta);
    if (this.qpDelta < 0) return false;
    if (!near.hasLeft) assumeBlocks(bytes, 0, intra);
    if (!near.hasTop) assumeBlocks(bytes, top, intra);

    let dc = 0;
    if (intra16x16) {
      const flag = cabac.bin(CODED_BLOCK_FLAG + (bytes[Field.dc]! & 1) + 2 * (bytes[top + Field.dc]! & 1));
      if (flag === 1 && !skipCabacBlock(cabac, BlockCat.lumaDc)) return false;
      dc = flag;
    }
    const ok = transform8x8 === 1 ? this.#readLuma8x8(cbp) : this.#readLuma(cbp, intra16x16);
    if (!ok) return false;
    if (slice.chroma) {
      if (cbp > 15) {
        for (let bit = 1; bit < 3; bit++) {
          const inc = ((bytes[Field.dc]! >> bit) & 1) + 2 * ((bytes[top + Field.dc]! >> bit) & 1);
          if (cabac.bin(CODED_BLOCK_FLAG + 12 + inc) === 0) continue;
          if (!skipCabacBlock(cabac, BlockCat.chromaDc)) return false;
          dc |= 1 << bit;
        }
      }
      if (!this.#readChromaAc(cbp)) return false;
    }
    near.set(Field.dc, dc);
    return true;
  }

  #readLuma(cbp: number, intra16x16: boolean): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const { bytes } = near;
    const cat = intra16x16 ? BlockCat.luma16Ac : BlockCat.luma4x4;
    const flags = CODED_BLOCK_FLAG + 4 * cat;
    for (let block = 0; block < 16; block++) {
      const x = near.top + Field.luma + ((block & 1) | ((block >> 1) & 2));
      const y = Field.luma + (((block >> 1) & 1) | ((block >> 2) & 2));
      let flag = 0;
      if (((cbp >> (block >> 2)) & 1) === 1) {
        flag = cabac.bin(flags + bytes[y]! + 2 * bytes[x]!);
        if (flag === 1 && !skipCabacBlock(cabac, cat)) return false;
      }
      bytes[x] = flag;
      bytes[y] = flag;
    }
    return true;
  }

  /** In 4:2:0 the coded_block_flag of an 8x8 block is absent, and 1 wherever its bit of cbp is. */
  #readLuma8x8(cbp: number): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const { bytes } = near;
    for (let block = 0; block < 4; block++) {
      const x = near.top + Field.luma + 2 * (block & 1);
      const y = Field.luma + (block & 2);
      const flag = (cbp >> block) & 1;
      if (flag === 1 && !skipCabacBlock(cabac, BlockCat.luma8x8)) return false;
      bytes[x] = flag;
      bytes[x + 1] = flag;
      bytes[y] = flag;
      bytes[y + 1] = flag;
    }
    return true;
  }

  #readChromaAc(cbp: number): boolean {
    const cabac = this.#cabac;
    const near = this.#near;
    const { bytes } = near;
    const coded = cbp > 31;
    for (let block = 0; block < 8; block++) {
      // Cb 0..3, Cr 4..7; their fields lie side by side.
      const plane = Field.cb + ((block >> 1) & 2);
      const x = near.top + plane + (block & 1);
      const y = plane + ((block >> 1) & 1);
      let flag = 0;
      if (coded) {
        flag = cabac.bin(CODED_BLOCK_FLAG + 16 + bytes[y]! + 2 * bytes[x]!);
        if (flag === 1 && !skipCabacBlock(cabac, BlockCat.chromaAc)) return false;
      }
      bytes[x] = flag;
      bytes[y] = flag;
    }
    return true;
  }
}

/** CodedBlockPattern of Intra_16x16 types 1..24, Table 7-11. */
export function intra16x16Cbp(mbType: number): number {
  return (mbType >= 13 ? 15 : 0) + 16 * (((mbType - 1) >> 2) % 3);
}

/** coded_block_flag of a macroblock that is not available: 1 to an intra macroblock, 0 to an inter one, 9.3.3.1.1.9. */
function assumeBlocks(bytes: Uint8Array, record: number, intra: boolean): void {
  bytes.fill(intra ? 1 : 0, record + Field.luma, record + Field.dc);
  bytes[record + Field.dc] = intra ? 7 : 0;
}
