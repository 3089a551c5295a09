import { formatHeading, UNKNOWN } from '#core/telemetry/format';
import { cardinalOf } from '#core/telemetry/heading';
import { drawAge } from '../shared/alert-glyph';
import {
  FONT_LABEL,
  FONT_VALUE,
  fillOutlined,
  type Ink,
  line,
  polygon,
  strokeOutlined,
  writeOutlined,
} from '../shared/ink';
import { PALETTE, TINT, valueColour } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { type CompassGeometry, compassGeometry, readoutGeometry } from './geometry';
import type { CompassView } from './view';

export function drawCompass(ink: Ink, view: CompassView, _size: Size, scale: Scale): void {
  const geometry = compassGeometry(scale, view.headingDeg ?? 0);
  const colour = valueColour('normal', view.age !== undefined);
  drawRing(ink, geometry, colour, scale);
  if (view.headingDeg === undefined) {
    const style = { colour, fontPx: scale.fontPx * 1.5, family: FONT_VALUE, align: 'center' } as const;
    writeOutlined(ink, UNKNOWN, geometry.centre.x, geometry.centre.y, style);
  } else {
    drawCard(ink, geometry, colour, scale);
    if (view.age === undefined) drawVehicle(ink, geometry, colour, scale);
  }
  drawLubberLine(ink, geometry, colour);
  drawReadout(ink, view, colour, scale);
  if (view.age !== undefined && view.headingDeg !== undefined) {
    drawAge(ink, view.age, geometry.centre.x, geometry.centre.y, scale.fontPx * 0.85, geometry.radius * 1.15);
  }
}

function drawRing(ink: Ink, { centre, radius }: CompassGeometry, colour: string, { linePx }: Scale): void {
  ink.beginPath();
  ink.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
  ink.fillStyle = TINT.card;
  ink.fill();
  strokeOutlined(ink, colour, linePx, (path) => path.arc(centre.x, centre.y, radius, 0, 2 * Math.PI));
}

function drawCard(ink: Ink, { ticks, labels }: CompassGeometry, colour: string, { dialPx, linePx }: Scale): void {
  strokeOutlined(ink, colour, linePx * 0.8, (path) => {
    for (const { from, to } of ticks) line(path, from, to);
  });
  for (const label of labels) {
    ink.save();
    ink.translate(label.at.x, label.at.y);
    ink.rotate(label.rotationRad);
    writeOutlined(ink, label.text, 0, 0, {
      colour: label.cardinal ? colour : PALETTE.dim,
      fontPx: label.cardinal ? Math.max(9, dialPx * 0.115) : dialPx * 0.07,
      family: FONT_LABEL,
      weight: label.cardinal ? 700 : 400,
      align: 'center',
    });
    ink.restore();
  }
}

/** The vehicle from above, nose up: it never turns, the card does. */
function drawVehicle(ink: Ink, { centre, radius }: CompassGeometry, colour: string, { linePx }: Scale): void {
  const reach = radius * 0.2;
  strokeOutlined(ink, colour, linePx, (path) => {
    path.moveTo(centre.x - reach * 0.7, centre.y + reach);
    path.lineTo(centre.x, centre.y - reach);
    path.lineTo(centre.x + reach * 0.7, centre.y + reach);
    path.lineTo(centre.x, centre.y + reach * 0.5);
    path.closePath();
  });
}

/** The fixed mark that the heading is read at. */
function drawLubberLine(ink: Ink, { centre, radius }: CompassGeometry, colour: string): void {
  const top = centre.y - radius;
  const half = radius * 0.09;
  fillOutlined(ink, colour, (path) =>
    polygon(path, [
      { x: centre.x, y: top + half * 1.7 },
      { x: centre.x - half, y: top - half * 0.5 },
      { x: centre.x + half, y: top - half * 0.5 },
    ]),
  );
}

function drawReadout(ink: Ink, view: CompassView, colour: string, scale: Scale): void {
  const { y, sourceX, digitsX, cardinalX } = readoutGeometry(scale);
  const { fontPx } = scale;
  const digits = formatHeading(view.headingDeg, cardinalX === undefined ? 0 : 1);
  writeOutlined(ink, view.source, sourceX, y, { colour: PALETTE.dim, fontPx, family: FONT_LABEL });
  writeOutlined(ink, digits, digitsX, y, { colour, fontPx, family: FONT_VALUE, weight: 700 });
  if (cardinalX !== undefined && view.headingDeg !== undefined) {
    writeOutlined(ink, cardinalOf(view.headingDeg), cardinalX, y, { colour, fontPx, family: FONT_LABEL });
  }
}
