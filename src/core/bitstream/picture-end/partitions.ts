/** Bits of `Partitions.lists`: predicted from list 0, list 1. */
const L0 = 1;
const L1 = 2;
const BI = 3;

/** How a macroblock or sub-macroblock is cut. */
export const Shape = { whole: 0, rows: 1, columns: 2, quarters: 3 } as const;

/** The lists of the two halves of B_L0_L0_16x8 and the types behind it, two types (16x8, 8x16) each, Table 7-14. */
const B_HALVES: readonly (readonly [number, number])[] = [
  [L0, L0],
  [L1, L1],
  [L0, L1],
  [L1, L0],
  [L0, BI],
  [L1, BI],
  [BI, L0],
  [BI, L1],
  [BI, BI],
];

/** Shape and lists of sub_mb_type in B macroblocks from 1, Table 7-18. */
const B_SUB: readonly (readonly [number, number])[] = [
  [Shape.whole, L0],
  [Shape.whole, L1],
  [Shape.whole, BI],
  [Shape.rows, L0],
  [Shape.columns, L0],
  [Shape.rows, L1],
  [Shape.columns, L1],
  [Shape.rows, BI],
  [Shape.columns, BI],
  [Shape.quarters, L0],
  [Shape.quarters, L1],
  [Shape.quarters, BI],
];

const PARTS = Uint8Array.of(1, 2, 2, 4);

/** Largest sub_mb_type. */
export const MAX_SUB_P = 3;
export const MAX_SUB_B = 12;

/** mb_type of B_8x8 and of P_8x8 and P_8x8ref0, Tables 7-13 and 7-14. */
export const B_8X8 = 22;
export const P_8X8 = 3;
export const P_8X8_REF0 = 4;
/** mb_type from which on an intra macroblock is meant, less this number. */
export const INTRA_IN_P = 5;
export const INTRA_IN_B = 23;

/** Parts of a (sub-)macroblock of a shape. */
export function partCount(shape: number): number {
  return PARTS[shape]!;
}

/** How the current inter macroblock is cut, and what each part is predicted from; used again for each macroblock. */
export class Partitions {
  /** `Shape` of the macroblock. */
  shape = 0;
  count = 1;
  /** For each part its lists; 0 is a direct sub-macroblock. */
  readonly lists = new Uint8Array(4);
  /** For each part of a macroblock in quarters the `Shape` of its own parts. */
  readonly subShapes = new Uint8Array(4);
  /** Some sub-macroblock is smaller than 8x8, so that transform_size_8x8_flag is absent. */
  small = false;

  /** P_L0_16x16, P_L0_L0_16x8 or P_L0_L0_8x16: mb_type 0..2. */
  setP(mbType: number): void {
    this.#setWhole(mbType, L0, L0);
  }

  /** Types 1..21 of a B macroblock. */
  setB(mbType: number): void {
    if (mbType <= 3) {
      this.#setWhole(Shape.whole, mbType, mbType);
      return;
    }
    const halves = B_HALVES[(mbType - 4) >> 1]!;
    this.#setWhole((mbType & 1) === 0 ? Shape.rows : Shape.columns, halves[0], halves[1]);
  }

  /** P_8x8, P_8x8ref0 or B_8x8; `setSubP` or `setSubB` for each part follow. */
  setQuarters(): void {
    this.shape = Shape.quarters;
    this.count = 4;
    this.small = false;
  }

  setSubP(part: number, subMbType: number): void {
    this.lists[part] = L0;
    this.subShapes[part] = subMbType;
    if (subMbType > 0) this.small = true;
  }

  setSubB(part: number, subMbType: number, direct8x8Inference: boolean): void {
    if (subMbType === 0) {
      this.lists[part] = 0;
      this.subShapes[part] = Shape.whole;
      if (!direct8x8Inference) this.small = true;
      return;
    }
    const [shape, lists] = B_SUB[subMbType - 1]!;
    this.lists[part] = lists;
    this.subShapes[part] = shape;
    if (shape !== Shape.whole) this.small = true;
  }

  #setWhole(shape: number, first: number, second: number): void {
    this.shape = shape;
    this.count = PARTS[shape]!;
    this.lists[0] = first;
    this.lists[1] = second;
    this.small = false;
  }
}
