import { AS_STORED, type Orientation, swapsSides } from '../../bitstream/jpeg/orientation';
import type { VideoTrackFormat } from './track';

type Seen = Pick<VideoTrackFormat, 'width' | 'height' | 'orientation'>;

/** 1 in the 16.16 of a matrix. */
export const ONE = 0x00010000;
const LAST = 0x40000000;
/** The matrix that changes nothing (ISO/IEC 14496-12, 6.2.2). */
export const UNITY_MATRIX = [ONE, 0, 0, 0, ONE, 0, 0, 0, LAST];

/** `a b c d` of a track's matrix, by which a point (p, q) becomes (ap + cq, bp + dq); y goes down. */
export const TURNS: { readonly [orientation in Orientation]: readonly [number, number, number, number] } = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/** The size of what is coded, of a track that is seen turned. */
export function codedSize({ width, height, orientation = AS_STORED }: Seen): { width: number; height: number } {
  return swapsSides(orientation) ? { width: height, height: width } : { width, height };
}

/** The nine values of `tkhd`'s matrix (8.3.2) that turn what is coded, and put it back to where it begins at 0, 0. */
export function displayMatrix({ width, height, orientation = AS_STORED }: Seen): readonly number[] {
  const [a, b, c, d] = TURNS[orientation];
  const x = a + c < 0 ? width * ONE : 0;
  const y = b + d < 0 ? height * ONE : 0;
  return [a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, x, y, LAST];
}
