import { AS_STORED, isOrientation, type Orientation, swapsSides } from '../../bitstream/jpeg/orientation';
import { BoxReader } from '../boxes/box-reader';
import { ONE, TURNS } from '../write/display-matrix';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** From `tkhd`'s body to its matrix, behind version and flags and the times of version 0 or 1 (ISO/IEC 14496-12, 8.3.2). */
const BEFORE_MATRIX_BYTES = { version0: 4 + 20 + 16, version1: 4 + 32 + 16 };

/**
 * A track as its matrix has it seen.
 *
 * @param from where `tkhd`'s body begins, @param to where it ends, in the `moov`
 * @param coded of its samples, in pixels
 * @returns what is coded where the matrix is cut off, or does more than turn and mirror
 */
export function turnedBy(
  moov: Uint8Array,
  from: number,
  to: number,
  coded: Size,
): Size & { readonly orientation?: Orientation } {
  const { width, height } = coded;
  const before = moov[from] === 1 ? BEFORE_MATRIX_BYTES.version1 : BEFORE_MATRIX_BYTES.version0;
  const reader = new BoxReader(moov, from, to).skip(before);
  const [a, b, , c, d] = [reader.i32(), reader.i32(), reader.i32(), reader.i32(), reader.i32()];
  if (reader.overrun) return { width, height };
  const found = Object.entries(TURNS).find(([, turn]) => [a, b, c, d].every((value, at) => value === turn[at]! * ONE));
  const orientation = Number(found?.[0]);
  if (!isOrientation(orientation) || orientation === AS_STORED) return { width, height };
  return swapsSides(orientation) ? { width: height, height: width, orientation } : { width, height, orientation };
}
