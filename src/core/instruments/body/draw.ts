import { type Ink, line, strokeOutlined } from '../shared/ink';
import { valueColour } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { placeOf } from './geometry';
import type { BodyView } from './view';

export function drawBody(ink: Ink, { lines, head, ageMs }: BodyView, size: Size, { linePx, fontPx }: Scale): void {
  const colour = valueColour('normal', ageMs !== undefined);
  const bones = lines.split(' ').map((bone) => bone.split(',').map(Number));
  strokeOutlined(ink, colour, linePx * 1.5, (path) => {
    for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of bones) line(path, placeOf(x1, y1, size), placeOf(x2, y2, size));
  });
  const [x, y] = head.split(',').map(Number);
  if (x === undefined || y === undefined) return;
  const centre = placeOf(x, y, size);
  strokeOutlined(ink, colour, linePx * 1.5, (path) => path.arc(centre.x, centre.y, fontPx * 0.6, 0, 2 * Math.PI));
}
