import { ageText, formatHeading, UNKNOWN } from '../../telemetry/format';
import { cardinalOf } from '../../telemetry/heading';
import type { Speaker } from '../../texts/speaker';
import { drawAge } from '../shared/alert-glyph';
import { FINE_OUTLINE_PX, fillOutlined, type Ink, line, polygon, strokeOutlined, writeOutlined } from '../shared/ink';
import { labelColour, TINT, valueColour } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { type CompassGeometry, compassGeometry, readoutGeometry } from './geometry';
import type { CompassView } from './view';

export function drawCompass(ink: Ink, view: CompassView, _size: Size, scale: Scale, say: Speaker): void {
  const geometry = compassGeometry(scale, view.headingDeg ?? 0);
  const stale = view.ageMs !== undefined;
  const colour = valueColour('normal', stale);
  drawRing(ink, geometry, colour, scale);
  if (view.headingDeg === undefined) {
    const style = { colour, fontPx: scale.fontPx * 1.5, align: 'center' } as const;
    writeOutlined(ink, UNKNOWN, geometry.centre.x, geometry.centre.y, style);
  } else {
    drawCard(ink, geometry, stale, scale);
    if (!stale) drawVehicle(ink, geometry, colour, scale);
  }
  drawLubberLine(ink, geometry, colour);
  drawReadout(ink, view, scale);
  if (view.ageMs !== undefined && view.headingDeg !== undefined) {
    drawAge(
      ink,
      say(ageText(view.ageMs)),
      geometry.centre.x,
      geometry.centre.y,
      scale.fontPx * 0.85,
      geometry.radius * 1.15,
    );
  }
}

function drawRing(ink: Ink, { centre, radius }: CompassGeometry, colour: string, { linePx }: Scale): void {
  ink.beginPath();
  ink.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
  ink.fillStyle = TINT.card;
  ink.fill();
  strokeOutlined(ink, colour, linePx, (path) => path.arc(centre.x, centre.y, radius, 0, 2 * Math.PI));
}

function drawCard(ink: Ink, { ticks, labels }: CompassGeometry, stale: boolean, { dialPx, linePx }: Scale): void {
  const colour = valueColour('normal', stale);
  const trace = (wanted: boolean) => (path: Ink) => {
    for (const { from, to, major } of ticks) if (major === wanted) line(path, from, to);
  };
  strokeOutlined(ink, colour, linePx * 0.6, trace(false), FINE_OUTLINE_PX);
  strokeOutlined(ink, colour, linePx * 0.9, trace(true), FINE_OUTLINE_PX);
  for (const label of labels) {
    ink.save();
    ink.translate(label.at.x, label.at.y);
    ink.rotate(label.rotationRad);
    writeOutlined(ink, label.text, 0, 0, {
      colour: label.cardinal ? colour : labelColour(stale),
      fontPx: label.cardinal ? Math.max(9, dialPx * 0.115) : dialPx * 0.077,
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

function drawReadout(ink: Ink, view: CompassView, scale: Scale): void {
  const stale = view.ageMs !== undefined;
  const colour = valueColour('normal', stale);
  const { y, sourceX, digitsX, cardinalX } = readoutGeometry(scale);
  const { fontPx } = scale;
  const digits = formatHeading(view.headingDeg, cardinalX === undefined ? 0 : 1);
  writeOutlined(ink, view.source, sourceX, y, { colour: labelColour(stale), fontPx });
  writeOutlined(ink, digits, digitsX, y, { colour, fontPx, weight: 700 });
  if (cardinalX !== undefined && view.headingDeg !== undefined) {
    writeOutlined(ink, cardinalOf(view.headingDeg), cardinalX, y, { colour, fontPx });
  }
}
