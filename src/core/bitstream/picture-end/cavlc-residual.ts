import type { BitCursor } from './bit-cursor';
import {
  COEFF_TOKEN_LOOKUP,
  RUN_BEFORE_LOOKUP,
  TOTAL_ZEROS_CHROMA_DC_LOOKUP,
  TOTAL_ZEROS_LOOKUP,
} from './cavlc-lookup';

/** nC of the chroma DC blocks of 4:2:0. */
export const CHROMA_DC_NC = -1;

/** Longer level_prefix than any level of 8 bit video needs. */
const MAX_LEVEL_PREFIX = 21;

/** Which coeff_token table nC 0..7 takes. */
const TABLE_OF_NC = Uint8Array.of(0, 0, 1, 1, 2, 2, 2, 2);

/**
 * Passes over residual_block_cavlc(), 7.3.5.3.2 and 9.2.
 *
 * @param nC 0..16, or `CHROMA_DC_NC`.
 * @param maxNumCoeff 4, 15 or 16.
 * @returns TotalCoeff, or -1 where a code stands for nothing.
 */
export function skipCavlcBlock(bits: BitCursor, nC: number, maxNumCoeff: number): number {
  const token = nC >= 8 ? readFixedCoeffToken(bits) : readCoeffToken(bits, nC < 0 ? 3 : TABLE_OF_NC[nC]!);
  if (token < 0) return -1;
  const total = token >> 2;
  if (total === 0) return 0;
  if (total > maxNumCoeff) return -1;
  const ones = token & 3;
  bits.position += ones;
  if (total > ones && !skipLevels(bits, total, ones)) return -1;
  if (total < maxNumCoeff && !skipZeros(bits, total, maxNumCoeff)) return -1;
  return total;
}

/** coeff_token as 4 * TotalCoeff + TrailingOnes, or -1. */
function readCoeffToken(bits: BitCursor, table: number): number {
  const next = bits.peek24();
  // One code of chroma DC is all zeros, and any number of further zeros may follow it.
  const zeros = Math.min(Math.clz32(next) - 8, 15);
  const entry = COEFF_TOKEN_LOOKUP[table]![(zeros << 3) | ((next >>> (20 - zeros)) & 7)]!;
  if (entry === 0) return -1;
  bits.position += entry >> 8;
  return entry & 0xff;
}

/** Table 9-5, 8 <= nC: six bits, TotalCoeff - 1 and TrailingOnes; 000011 is none at all. */
function readFixedCoeffToken(bits: BitCursor): number {
  const code = bits.u(6);
  if (code === 3) return 0;
  const ones = code & 3;
  const total = (code >> 2) + 1;
  return ones > total ? -1 : 4 * total + ones;
}

/** The levels behind the trailing ones, 9.2.2.1. */
function skipLevels(bits: BitCursor, total: number, ones: number): boolean {
  let suffixLength = total > 10 && ones < 3 ? 1 : 0;
  for (let i = ones; i < total; i++) {
    const prefix = Math.clz32(bits.peek24()) - 8;
    if (prefix > MAX_LEVEL_PREFIX) return false;
    bits.position += prefix + 1;
    const size = prefix >= 15 ? prefix - 3 : prefix === 14 && suffixLength === 0 ? 4 : suffixLength;
    let levelCode = Math.min(prefix, 15) << suffixLength;
    if (size > 0) levelCode += bits.u(size);
    if (prefix >= 15) {
      if (suffixLength === 0) levelCode += 15;
      if (prefix >= 16) levelCode += (1 << (prefix - 3)) - 4096;
    }
    if (i === ones && ones < 3) levelCode += 2;
    if (suffixLength === 0) suffixLength = 1;
    if (suffixLength < 6 && (levelCode + 2) >> 1 > 3 << (suffixLength - 1)) suffixLength++;
  }
  return true;
}

/** total_zeros and run_before, 9.2.3. */
function skipZeros(bits: BitCursor, total: number, maxNumCoeff: number): boolean {
  const next = bits.peek24();
  const entry =
    maxNumCoeff === 4
      ? TOTAL_ZEROS_CHROMA_DC_LOOKUP[total - 1]![next >>> 21]!
      : TOTAL_ZEROS_LOOKUP[total - 1]![next >>> 15]!;
  if (entry === 0) return false;
  bits.position += entry >> 8;
  let zerosLeft = entry & 0xff;
  if (total + zerosLeft > maxNumCoeff) return false;
  for (let left = total - 1; left > 0 && zerosLeft > 0; left--) {
    const run = readRunBefore(bits, zerosLeft);
    if (run > zerosLeft) return false;
    zerosLeft -= run;
  }
  return true;
}

function readRunBefore(bits: BitCursor, zerosLeft: number): number {
  const next = bits.peek24();
  if (zerosLeft <= 6) {
    const entry = RUN_BEFORE_LOOKUP[zerosLeft - 1]![next >>> 21]!;
    bits.position += entry >> 8;
    return entry & 0xff;
  }
  // Table 9-10 above 6: three bits as long as one of them is 1, then one more run for each further 0.
  if (next >>> 21 > 0) {
    bits.position += 3;
    return 7 - (next >>> 21);
  }
  const zeros = Math.clz32(next) - 8;
  bits.position += zeros + 1;
  return zeros + 4;
}
