import type { CabacDecoder } from './cabac-decoder';

/** ctxBlockCat, Table 9-42. */
export const BlockCat = { lumaDc: 0, luma16Ac: 1, luma4x4: 2, chromaDc: 3, chromaAc: 4, luma8x8: 5 } as const;

/** Numbers of coefficients by ctxBlockCat, for 4:2:0. */
const MAX_COEFF = Uint8Array.of(16, 15, 16, 4, 15, 64);

/** First ctxIdx by ctxBlockCat for frame macroblocks: ctxIdxOffset + ctxBlockCatOffset, Tables 9-34 and 9-40. */
const SIGNIFICANT = Uint16Array.of(105, 120, 134, 149, 152, 402);
const LAST = Uint16Array.of(166, 181, 195, 210, 213, 417);
const ABS_MINUS1 = Uint16Array.of(227, 237, 247, 257, 266, 426);

/** ctxIdxInc of significant_coeff_flag in 8x8 blocks of frame macroblocks, Table 9-43. */
const SIGNIFICANT_8X8 = Uint8Array.of(
  0,
  1,
  2,
  3,
  4,
  5,
  5,
  4,
  4,
  3,
  3,
  4,
  4,
  4,
  5,
  5,
  4,
  4,
  4,
  4,
  3,
  3,
  6,
  7,
  7,
  7,
  8,
  9,
  10,
  9,
  8,
  7,
  7,
  6,
  11,
  12,
  13,
  11,
  6,
  7,
  8,
  9,
  14,
  10,
  9,
  8,
  6,
  11,
  12,
  13,
  11,
  6,
  9,
  14,
  10,
  9,
  11,
  12,
  13,
  11,
  14,
  10,
  12,
);
/** ctxIdxInc of last_significant_coeff_flag in 8x8 blocks, Table 9-43. */
const LAST_8X8 = Uint8Array.of(
  0,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  6,
  6,
  6,
  6,
  7,
  7,
  7,
  7,
  8,
  8,
  8,
);

/** Longest prefix of an Exp-Golomb suffix that any legal level needs; longer is noise. */
const MAX_SUFFIX_PREFIX = 20;

/**
 * Passes over residual_block_cabac() behind its coded_block_flag of 1, 7.3.5.3.3.
 *
 * @param cat ctxBlockCat.
 * @returns false where a level is beyond anything legal.
 */
export function skipCabacBlock(cabac: CabacDecoder, cat: number): boolean {
  const count = cat === BlockCat.luma8x8 ? countCoefficients8x8(cabac) : countCoefficients(cabac, cat);
  return skipLevels(cabac, ABS_MINUS1[cat]!, count, cat === BlockCat.chromaDc ? 3 : 4);
}

function countCoefficients(cabac: CabacDecoder, cat: number): number {
  // For the chroma DC of 4:2:0 the standard's Min(numDecod / NumC8x8, 2) is the index itself.
  const significant = SIGNIFICANT[cat]!;
  const last = LAST[cat]!;
  const end = MAX_COEFF[cat]! - 1;
  let count = 0;
  for (let i = 0; i < end; i++) {
    if (cabac.bin(significant + i) === 1) {
      count++;
      if (cabac.bin(last + i) === 1) return count;
    }
  }
  return count + 1;
}

function countCoefficients8x8(cabac: CabacDecoder): number {
  const significant = SIGNIFICANT[BlockCat.luma8x8]!;
  const last = LAST[BlockCat.luma8x8]!;
  let count = 0;
  for (let i = 0; i < 63; i++) {
    if (cabac.bin(significant + SIGNIFICANT_8X8[i]!) === 1) {
      count++;
      if (cabac.bin(last + LAST_8X8[i]!) === 1) return count;
    }
  }
  return count + 1;
}

/** coeff_abs_level_minus1 (UEG0, uCoff 14, 9.3.2.3) and coeff_sign_flag of each coefficient. */
function skipLevels(cabac: CabacDecoder, first: number, count: number, maxGreater: number): boolean {
  let ones = 0;
  let greater = 0;
  for (let left = count; left > 0; left--) {
    if (cabac.bin(first + (greater > 0 ? 0 : ones < 4 ? ones + 1 : 4)) === 0) {
      ones++;
    } else {
      const ctxIdx = first + 5 + (greater < maxGreater ? greater : maxGreater);
      let prefix = 1;
      while (prefix < 14 && cabac.bin(ctxIdx) === 1) prefix++;
      if (prefix === 14 && !skipExpGolomb(cabac, 0)) return false;
      greater++;
    }
    cabac.bypass();
  }
  return true;
}

/** A k-th order Exp-Golomb suffix, 9.3.2.3. Returns false where it is too long. */
function skipExpGolomb(cabac: CabacDecoder, k: number): boolean {
  let bits = k;
  while (cabac.bypass() === 1) {
    if (++bits > MAX_SUFFIX_PREFIX) return false;
  }
  while (bits-- > 0) cabac.bypass();
  return true;
}
