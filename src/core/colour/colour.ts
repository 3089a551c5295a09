/** What the numbers of a picture's samples mean, by the code points of ITU-T H.273, none of them "unspecified". */
export interface Colour {
  /** ColourPrimaries, table 2. */
  readonly primaries: number;
  /** TransferCharacteristics, table 3. */
  readonly transfer: number;
  /** MatrixCoefficients, table 4. */
  readonly matrix: number;
  /** VideoFullRangeFlag: luma is 0..255, and not 16..235. */
  readonly fullRange: boolean;
}

/** What a stream says of its colours; 2 is "unspecified" in each. The names are those of a VUI (H.264, E.1.1; H.265, E.2.1). */
export interface SignalledColour {
  readonly colour_primaries?: number;
  readonly transfer_characteristics?: number;
  readonly matrix_coefficients?: number;
  readonly video_full_range_flag?: boolean;
}

/** BT.601, 525 lines: primaries, transfer and matrix of SMPTE 170M. */
const BT601 = { primaries: 6, transfer: 6, matrix: 6 } as const;
const BT709 = { primaries: 1, transfer: 1, matrix: 1 } as const;
/** What JFIF fixes (ITU-T T.871, 7): sRGB through the matrix of BT.601, full range. */
export const JFIF_COLOUR: Colour = { primaries: 1, transfer: 13, matrix: 6, fullRange: true };

/** What goes with a matrix where the stream names no more than that. */
const COMPANIONS: Readonly<Record<number, Omit<Colour, 'fullRange'>>> = {
  1: BT709,
  5: { primaries: 5, transfer: 6, matrix: 5 },
  6: BT601,
  9: { primaries: 9, transfer: 14, matrix: 9 },
};

const UNSPECIFIED = 2;
/** Matrices of ITU-T H.273, table 4, but RGB (0), which 4:2:0 cannot have. */
const MAX_MATRIX = 14;

/**
 * The colours of a stream: what it says, and where it says nothing, what most players take. That is BT.601 below 720 lines
 * and BT.709 from there on, limited range.
 *
 * @param size of the picture in pixels; one 1280 wide is HD though its height was cropped
 */
export function effectiveColour(
  said: SignalledColour | undefined,
  { width, height }: { readonly width: number; readonly height: number },
): Colour {
  const bySize = width >= 1280 || height >= 720 ? BT709 : BT601;
  const matrix = specified(said?.matrix_coefficients, MAX_MATRIX);
  const by = matrix === undefined ? bySize : (COMPANIONS[matrix] ?? { ...bySize, matrix });
  return {
    primaries: specified(said?.colour_primaries, 255) ?? by.primaries,
    transfer: specified(said?.transfer_characteristics, 255) ?? by.transfer,
    matrix: by.matrix,
    fullRange: said?.video_full_range_flag ?? false,
  };
}

export function isSameColour(a: Colour | undefined, b: Colour | undefined): boolean {
  return (
    a === b ||
    (a?.primaries === b?.primaries &&
      a?.transfer === b?.transfer &&
      a?.matrix === b?.matrix &&
      a?.fullRange === b?.fullRange)
  );
}

function specified(code: number | undefined, max: number): number | undefined {
  return code === undefined || code === 0 || code === UNSPECIFIED || code > max ? undefined : code;
}
