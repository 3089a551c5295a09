import type { CabacDecoder } from './cabac-decoder';

// The binarizations of 9.3.2 with the ctxIdx of 9.3.3.1: the numbers in `bin` calls are ctxIdxOffset + ctxIdxInc.

/** mb_type of an intra macroblock: I_NxN, Intra_16x16 (1..24), I_PCM; Table 7-11. */
export const I_NXN = 0;
export const I_PCM = 25;

/** More values of ref_idx, mb_qp_delta and a suffix's length than these are noise. */
const MAX_REF_IDX = 31;
const MAX_QP_DELTA_CODE = 52;
const MAX_MVD_SUFFIX_PREFIX = 16;

/** mb_type in an I slice. @param ctxIdxInc 0..2: neighbours that are not I_NxN. */
export function readMbTypeI(cabac: CabacDecoder, ctxIdxInc: number): number {
  if (cabac.bin(3 + ctxIdxInc) === 0) return I_NXN;
  if (cabac.terminate() === 1) return I_PCM;
  const allLuma = cabac.bin(6);
  const chroma = cabac.bin(7) === 0 ? 0 : 1 + cabac.bin(8);
  return 1 + 12 * allLuma + 4 * chroma + 2 * cabac.bin(9) + cabac.bin(10);
}

/** The suffix of mb_type for an intra macroblock in a P slice (`first` 17) or B slice (32). */
export function readMbTypeIntraSuffix(cabac: CabacDecoder, first: number): number {
  if (cabac.bin(first) === 0) return I_NXN;
  if (cabac.terminate() === 1) return I_PCM;
  const allLuma = cabac.bin(first + 1);
  const chroma = cabac.bin(first + 2) === 0 ? 0 : 1 + cabac.bin(first + 2);
  return 1 + 12 * allLuma + 4 * chroma + 2 * cabac.bin(first + 3) + cabac.bin(first + 3);
}

/** mb_type in a P slice: 0..3, or 5 for the prefix of an intra one. */
export function readMbTypeP(cabac: CabacDecoder): number {
  if (cabac.bin(14) === 1) return 5;
  if (cabac.bin(15) === 0) return cabac.bin(16) === 0 ? 0 : 3;
  return cabac.bin(17) === 0 ? 2 : 1;
}

/** mb_type in a B slice: 0..22, or 23 for the prefix of an intra one. @param ctxIdxInc neighbours that are not direct. */
export function readMbTypeB(cabac: CabacDecoder, ctxIdxInc: number): number {
  if (cabac.bin(27 + ctxIdxInc) === 0) return 0;
  if (cabac.bin(30) === 0) return 1 + cabac.bin(32);
  let bits = cabac.bin(31) << 3;
  bits |= cabac.bin(32) << 2;
  bits |= cabac.bin(32) << 1;
  bits |= cabac.bin(32);
  if (bits < 8) return 3 + bits;
  if (bits === 13) return 23;
  if (bits === 14) return 11;
  if (bits === 15) return 22;
  return ((bits << 1) | cabac.bin(32)) - 4;
}

/** sub_mb_type in a P macroblock. */
export function readSubMbTypeP(cabac: CabacDecoder): number {
  if (cabac.bin(21) === 1) return 0;
  if (cabac.bin(22) === 0) return 1;
  return cabac.bin(23) === 1 ? 2 : 3;
}

/** sub_mb_type in a B macroblock. */
export function readSubMbTypeB(cabac: CabacDecoder): number {
  if (cabac.bin(36) === 0) return 0;
  if (cabac.bin(37) === 0) return 1 + cabac.bin(39);
  let type = 3;
  if (cabac.bin(38) === 1) {
    if (cabac.bin(39) === 1) return 11 + cabac.bin(39);
    type = 7;
  }
  type += 2 * cabac.bin(39);
  return type + cabac.bin(39);
}

/** ref_idx. @param ctxIdxInc 0..3. Values beyond any legal one come as 32. */
export function readRefIdx(cabac: CabacDecoder, ctxIdxInc: number): number {
  if (cabac.bin(54 + ctxIdxInc) === 0) return 0;
  if (cabac.bin(58) === 0) return 1;
  let value = 2;
  while (value <= MAX_REF_IDX && cabac.bin(59) === 1) value++;
  return value;
}

/**
 * Absolute value of one component of mvd: UEG3 with sign, uCoff 9. The sign is passed over.
 *
 * @param first 40 for the horizontal, 47 for the vertical component.
 * @param sum of the neighbours' absolute values.
 * @returns -1 where it is beyond anything legal.
 */
export function readAbsMvd(cabac: CabacDecoder, first: number, sum: number): number {
  if (cabac.bin(first + (sum < 3 ? 0 : sum > 32 ? 2 : 1)) === 0) return 0;
  let value = 1;
  let ctxIdx = first + 3;
  while (value < 9 && cabac.bin(ctxIdx) === 1) {
    if (value < 4) ctxIdx++;
    value++;
  }
  if (value === 9) {
    let k = 3;
    while (cabac.bypass() === 1) {
      value += 1 << k;
      if (++k > MAX_MVD_SUFFIX_PREFIX) return -1;
    }
    while (k-- > 0) value += cabac.bypass() << k;
  }
  cabac.bypass();
  return value;
}

/**
 * Whether mb_qp_delta is other than 0, as 0 or 1; -1 where it is beyond anything legal.
 *
 * @param previous the same of the macroblock before, in decoding order.
 */
export function readQpDelta(cabac: CabacDecoder, previous: number): number {
  if (cabac.bin(60 + previous) === 0) return 0;
  if (cabac.bin(62) === 0) return 1;
  let code = 2;
  while (cabac.bin(63) === 1) if (++code > MAX_QP_DELTA_CODE) return -1;
  return 1;
}

/** intra_chroma_pred_mode. @param ctxIdxInc neighbours whose mode is not 0. */
export function readIntraChromaPredMode(cabac: CabacDecoder, ctxIdxInc: number): number {
  if (cabac.bin(64 + ctxIdxInc) === 0) return 0;
  if (cabac.bin(67) === 0) return 1;
  return 2 + cabac.bin(67);
}

/** prev_intra4x4_pred_mode_flag and rem_intra4x4_pred_mode (or those of 8x8), `count` times. */
export function skipIntraPredModes(cabac: CabacDecoder, count: number): void {
  for (let i = 0; i < count; i++) {
    if (cabac.bin(68) === 1) continue;
    cabac.bin(69);
    cabac.bin(69);
    cabac.bin(69);
  }
}

/**
 * coded_block_pattern, as luma + 16 * chroma.
 *
 * @param left @param top that of the neighbours, with 0x0f where there is none.
 */
export function readCodedBlockPattern(cabac: CabacDecoder, left: number, top: number, chroma: boolean): number {
  // A neighbouring 8x8 block counts where its bit is 0. Blocks 0..3 are upper left, upper right, lower left, lower right.
  const luma0 = cabac.bin(73 + ((~left >> 1) & 1) + 2 * ((~top >> 2) & 1));
  const luma1 = cabac.bin(73 + (luma0 ^ 1) + 2 * ((~top >> 3) & 1));
  const luma2 = cabac.bin(73 + ((~left >> 3) & 1) + 2 * (luma0 ^ 1));
  const luma3 = cabac.bin(73 + (luma2 ^ 1) + 2 * (luma1 ^ 1));
  const luma = luma0 | (luma1 << 1) | (luma2 << 2) | (luma3 << 3);
  if (!chroma) return luma;
  const leftChroma = left >> 4;
  const topChroma = top >> 4;
  if (cabac.bin(77 + (leftChroma > 0 ? 1 : 0) + (topChroma > 0 ? 2 : 0)) === 0) return luma;
  return luma | (16 << cabac.bin(81 + (leftChroma > 1 ? 1 : 0) + (topChroma > 1 ? 2 : 0)));
}
