import type { Point, Size } from '../shared/rect';
import type { Scale } from '../shared/scale';

/** What the figure has room for: a person of 2.1 m with arms out, the hip a little above the middle, in centimetres. */
const TOP_CM = 105;
const BOTTOM_CM = -105;
const SIDE_CM = 80;

export function bodySize({ dialPx }: Scale): Size {
  const width = Math.round(dialPx * 0.95);
  return { width, height: Math.round((width * (TOP_CM - BOTTOM_CM)) / (2 * SIDE_CM)) };
}

/** The place of a joint, in CSS px from the instrument's left and top. */
export function placeOf(xCm: number, yCm: number, { width, height }: Size): Point {
  const pxPerCm = Math.min(width / (2 * SIDE_CM), height / (TOP_CM - BOTTOM_CM));
  return { x: width / 2 + xCm * pxPerCm, y: (TOP_CM - yCm) * pxPerCm };
}
