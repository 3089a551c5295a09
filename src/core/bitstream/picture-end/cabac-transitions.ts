/** rangeTabLPS, ITU-T H.264 Table 9-44: one row for each qCodIRangeIdx, by pStateIdx. */
const RANGE_TAB_LPS = [
  [
    128, 128, 128, 123, 116, 111, 105, 100, 95, 90, 85, 81, 77, 73, 69, 66, 62, 59, 56, 53, 51, 48, 46, 43, 41, 39, 37,
    35, 33, 32, 30, 29, 27, 26, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 14, 13, 12, 12, 11, 11, 10, 10, 9, 9, 8, 8,
    7, 7, 7, 6, 6, 6, 2,
  ],
  [
    176, 167, 158, 150, 142, 135, 128, 122, 116, 110, 104, 99, 94, 89, 85, 80, 76, 72, 69, 65, 62, 59, 56, 53, 50, 48,
    45, 43, 41, 39, 37, 35, 33, 31, 30, 28, 27, 26, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 14, 13, 12, 12, 11, 11,
    10, 9, 9, 9, 8, 8, 7, 7, 2,
  ],
  [
    208, 197, 187, 178, 169, 160, 152, 144, 137, 130, 123, 117, 111, 105, 100, 95, 90, 86, 81, 77, 73, 69, 66, 63, 59,
    56, 54, 51, 48, 46, 43, 41, 39, 37, 35, 33, 32, 30, 29, 27, 26, 25, 23, 22, 21, 20, 19, 18, 17, 16, 15, 15, 14, 13,
    12, 12, 11, 11, 10, 10, 9, 9, 8, 2,
  ],
  [
    240, 227, 216, 205, 195, 185, 175, 166, 158, 150, 142, 135, 128, 122, 116, 110, 104, 99, 94, 89, 85, 80, 76, 72, 69,
    65, 62, 59, 56, 53, 50, 48, 45, 43, 41, 39, 37, 35, 33, 31, 30, 28, 27, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15,
    14, 14, 13, 12, 12, 11, 11, 10, 9, 2,
  ],
];

/** transIdxLPS, Table 9-45. */
const TRANS_IDX_LPS = [
  0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12, 13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21, 21, 22, 22, 23, 24, 24,
  25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33, 33, 33, 34, 34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38,
  38, 63,
];

// A context is one byte, 2 * pStateIdx + valMPS, so that one look-up gives what follows a bin.

/** codIRangeLPS by 128 * qCodIRangeIdx + context. */
export const RANGE_LPS = Uint8Array.from({ length: 512 }, (_, i) => RANGE_TAB_LPS[i >> 7]![(i & 127) >> 1]!);

/** The context that follows, by context, and from 128 on by 128 + context where the bin was the least probable symbol. */
export const AFTER = Uint8Array.from({ length: 256 }, (_, i) => (i < 128 ? afterMps(i) : afterLps(i - 128)));

function afterMps(context: number): number {
  return context < 124 ? context + 2 : context;
}

/** At pStateIdx 0 the two symbols change places. */
function afterLps(context: number): number {
  const valMPS = context < 2 ? context ^ 1 : context & 1;
  return TRANS_IDX_LPS[context >> 1]! * 2 + valMPS;
}
