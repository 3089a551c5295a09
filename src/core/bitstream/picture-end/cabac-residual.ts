import type { CabacDecoder } from './cabac-decoder';
import { AFTER, RANGE_LPS } from './cabac-transitions';

/** ctxBlockCat, Table 9-42. */
export const BlockCat = { lumaDc: 0, luma16Ac: 1, luma4x4: 2, chromaDc: 3, chromaAc: 4, luma8x8: 5 } as const;

/** Numbers of coefficients by ctxBlockCat, for 4:2:0. */
const MAX_COEFF = Uint8Array.of(16, 15, 16, 4, 15, 64);

/** First ctxIdx by ctxBlockCat for frame macroblocks: ctxIdxOffset + ctxBlockCatOffset, Tables 9-34 and 9-40. */
const SIGNIFICANT = Uint16Array.of(105, 120, 134, 149, 152, 402);
const LAST = Uint16Array.of(166, 181, 195, 210, 213, 417);
const ABS_MINUS1 = Uint16Array.of(227, 237, 247, 257, 266, 426);

/** ctxIdxInc of significant_coeff_flag in 8x8 blocks of frame macroblocks, Table 9-43. */
const SIGNIFICANT_8X8 = Uint8Array.from([
  0, 1, 2, 3, 4, 5, 5, 4, 4, 3, 3, 4, 4, 4, 5, 5, 4, 4, 4, 4, 3, 3, 6, 7, 7, 7, 8, 9, 10, 9, 8, 7, 7, 6, 11, 12, 13, 11,
  6, 7, 8, 9, 14, 10, 9, 8, 6, 11, 12, 13, 11, 6, 9, 14, 10, 9, 11, 12, 13, 11, 14, 10, 12,
]);
/** ctxIdxInc of last_significant_coeff_flag in 8x8 blocks, Table 9-43. */
const LAST_8X8 = Uint8Array.from([
  0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3,
  3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8,
]);

/** Longest prefix of an Exp-Golomb suffix that any legal level needs; longer is noise. */
const MAX_SUFFIX_PREFIX = 20;

/** Elsewhere both go by the coefficient's index; so does the Min(numDecod / NumC8x8, 2) of the chroma DC of 4:2:0. */
const BY_INDEX = Uint8Array.from({ length: 16 }, (_, i) => i);

/**
 * Passes over residual_block_cabac() behind its coded_block_flag of 1, 7.3.5.3.3.
 *
 * Four in five bins of a stream are read here. So the engine's state lives in local variables, and both loops hold
 * `CabacDecoder.bin` written out, once each: as calls they take a third longer.
 *
 * @param cat ctxBlockCat.
 * @returns false where a level is beyond anything legal.
 */
export function skipCabacBlock(cabac: CabacDecoder, cat: number): boolean {
  const { contexts, bytes } = cabac;
  let { range, value, ahead, next } = cabac;

  // significant_coeff_flag and last_significant_coeff_flag. A 0 of either goes on to the next coefficient.
  const significant = SIGNIFICANT[cat]!;
  const last = LAST[cat]!;
  const significantInc = cat === BlockCat.luma8x8 ? SIGNIFICANT_8X8 : BY_INDEX;
  const lastInc = cat === BlockCat.luma8x8 ? LAST_8X8 : BY_INDEX;
  const end = MAX_COEFF[cat]! - 1;
  let count = 0;
  let ctxIdx = significant;
  let isLastFlag = false;
  for (let i = 0; ; ) {
    const context = contexts[ctxIdx]!;
    const rangeLps = RANGE_LPS[((range & 0xc0) << 1) | context]!;
    range -= rangeLps;
    const scaled = range << ahead;
    const lps = (scaled - value - 1) >> 31;
    value -= scaled & lps;
    range += (rangeLps - range) & lps;
    contexts[ctxIdx] = AFTER[context | (lps & 0x80)]!;
    const bin = (context ^ lps) & 1;
    const shift = Math.clz32(range) - 23;
    range <<= shift;
    ahead -= shift;
    if (ahead < 0) {
      value = (value << 16) | (bytes[next]! << 8) | bytes[next + 1]!;
      next += 2;
      ahead += 16;
    }
    if (bin === 0) {
      if (++i === end) {
        // The last coefficient is there without saying.
        count++;
        break;
      }
      isLastFlag = false;
      ctxIdx = significant + significantInc[i]!;
    } else if (isLastFlag) {
      break;
    } else {
      count++;
      isLastFlag = true;
      ctxIdx = last + lastInc[i]!;
    }
  }

  // coeff_abs_level_minus1 (UEG0, uCoff 14, 9.3.2.3) and coeff_sign_flag.
  const first = ABS_MINUS1[cat]!;
  const maxGreater = cat === BlockCat.chromaDc ? 3 : 4;
  let ones = 0;
  let greater = 0;
  let prefix = 0;
  ctxIdx = first + 1;
  for (;;) {
    const context = contexts[ctxIdx]!;
    const rangeLps = RANGE_LPS[((range & 0xc0) << 1) | context]!;
    range -= rangeLps;
    let scaled = range << ahead;
    const lps = (scaled - value - 1) >> 31;
    value -= scaled & lps;
    range += (rangeLps - range) & lps;
    contexts[ctxIdx] = AFTER[context | (lps & 0x80)]!;
    const bin = (context ^ lps) & 1;
    const shift = Math.clz32(range) - 23;
    range <<= shift;
    ahead -= shift;
    if (ahead < 0) {
      value = (value << 16) | (bytes[next]! << 8) | bytes[next + 1]!;
      next += 2;
      ahead += 16;
    }
    if (bin === 1 && ++prefix < 14) {
      ctxIdx = first + 5 + Math.min(greater, maxGreater);
      continue;
    }
    if (prefix === 0) ones++;
    else greater++;
    if (prefix === 14) {
      cabac.resume(range, value, ahead, next);
      if (!skipExpGolomb(cabac, 0)) return false;
      ({ range, value, ahead, next } = cabac);
    }
    if (--ahead < 0) {
      value = (value << 16) | (bytes[next]! << 8) | bytes[next + 1]!;
      next += 2;
      ahead += 16;
    }
    scaled = range << ahead;
    if (value >= scaled) value -= scaled;
    if (--count === 0) break;
    prefix = 0;
    ctxIdx = first + (greater > 0 ? 0 : ones < 4 ? ones + 1 : 4);
  }
  cabac.resume(range, value, ahead, next);
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
