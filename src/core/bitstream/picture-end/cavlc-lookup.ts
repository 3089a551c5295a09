import {
  COEFF_TOKEN,
  COEFF_TOKEN_CHROMA_DC,
  type CodeTable,
  TOTAL_ZEROS,
  TOTAL_ZEROS_CHROMA_DC,
} from './cavlc-code-tables';

// All look-ups hold 256 * length of the code + symbol; 0 is no code.

/** coeff_token: behind the first 1 bit of a code follow at most three more. */
const TAIL_BITS = 3;
const MAX_LEADING_ZEROS = 15;

/**
 * Indexed by 8 * leading zeros + the three bits behind the first 1. One table each for 0 <= nC < 2, 2 <= nC < 4,
 * 4 <= nC < 8 and nC = -1.
 */
export const COEFF_TOKEN_LOOKUP: readonly Uint16Array[] = [...COEFF_TOKEN, COEFF_TOKEN_CHROMA_DC].map(byLeadingZeros);

/** Indexed by the next 9 bits. One table for each tzVlcIndex from 1. */
export const TOTAL_ZEROS_LOOKUP: readonly Uint16Array[] = TOTAL_ZEROS.map((table) => byBits(table, 9));

/** Indexed by the next 3 bits. One table for each tzVlcIndex from 1. */
export const TOTAL_ZEROS_CHROMA_DC_LOOKUP: readonly Uint16Array[] = TOTAL_ZEROS_CHROMA_DC.map((t) => byBits(t, 3));

/** run_before for zerosLeft 1..6, Table 9-10, as lengths and codes. */
const RUN_BEFORE: readonly CodeTable[] = [
  { lengths: [1, 1], codes: [1, 0] },
  { lengths: [1, 2, 2], codes: [1, 1, 0] },
  { lengths: [2, 2, 2, 2], codes: [3, 2, 1, 0] },
  { lengths: [2, 2, 2, 3, 3], codes: [3, 2, 1, 1, 0] },
  { lengths: [2, 2, 3, 3, 3, 3], codes: [3, 2, 3, 2, 1, 0] },
  { lengths: [2, 3, 3, 3, 3, 3, 3], codes: [3, 0, 1, 3, 2, 5, 4] },
];

/** Indexed by the next 3 bits. One table for each zerosLeft from 1 to 6. */
export const RUN_BEFORE_LOOKUP: readonly Uint16Array[] = RUN_BEFORE.map((table) => byBits(table, 3));

function byBits(table: CodeTable, width: number): Uint16Array {
  const lookup = new Uint16Array(1 << width);
  table.lengths.forEach((length, symbol) => {
    if (length > 0) fill(lookup, table.codes[symbol]! << (width - length), 1 << (width - length), length, symbol);
  });
  return lookup;
}

function byLeadingZeros(table: CodeTable): Uint16Array {
  const lookup = new Uint16Array((MAX_LEADING_ZEROS + 1) << TAIL_BITS);
  table.lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const code = table.codes[symbol]!;
    if (code === 0) {
      // Only the shortest-of-all-zeros code of chroma DC, 0000 000: whatever stands behind it.
      fill(lookup, length << TAIL_BITS, lookup.length - (length << TAIL_BITS), length, symbol);
      return;
    }
    const codeBits = 32 - Math.clz32(code);
    const free = TAIL_BITS - (codeBits - 1);
    const tail = (code ^ (1 << (codeBits - 1))) << free;
    fill(lookup, ((length - codeBits) << TAIL_BITS) | tail, 1 << free, length, symbol);
  });
  return lookup;
}

function fill(lookup: Uint16Array, from: number, count: number, length: number, symbol: number): void {
  lookup.fill((length << 8) | symbol, from, from + count);
}
