import type { Level } from '../../telemetry/levels';
import { fillOutlined, type Ink, polygon, setFont, strokeOutlined, writeOutlined } from './ink';
import { PALETTE, TINT } from './palette';

/** Width of a glyph with the space beside it, in em. */
export const ALERT_EM = 1.5;

/**
 * The sign that goes with amber and red, so that neither is told by its colour alone: a hollow triangle for caution, a
 * filled octagon for warning, each with an exclamation mark. Nothing for a normal value.
 *
 * @param x centre of the glyph, as is `y`.
 */
export function drawAlert(ink: Ink, level: Level, x: number, y: number, fontPx: number): void {
  if (level === 'normal') return;
  const radius = fontPx * 0.58;
  const mark = { fontPx: fontPx * 0.72, weight: 700, align: 'center' } as const;
  if (level === 'caution') {
    const corners = [-90, 30, 150].map((deg) => around(x, y + radius * 0.2, radius * 1.12, deg));
    fillOutlined(ink, PALETTE.outline, (path) => polygon(path, corners));
    strokeOutlined(ink, PALETTE.caution, Math.max(1, fontPx * 0.09), (path) => polygon(path, corners));
    writePlain(ink, x, y + radius * 0.22, { ...mark, colour: PALETTE.caution });
  } else {
    const corners = Array.from({ length: 8 }, (_, corner) => around(x, y, radius, 22.5 + 45 * corner));
    fillOutlined(ink, PALETTE.warning, (path) => polygon(path, corners));
    writePlain(ink, x, y, { ...mark, colour: PALETTE.outline });
  }
}

/** "3 s old" with its caution sign on a dark plate, centred; only the sign where the words would not fit. */
export function drawAge(ink: Ink, age: string, x: number, y: number, fontPx: number, widthPx: number): void {
  setFont(ink, fontPx);
  const words = ink.measureText(age).width;
  const glyph = fontPx * ALERT_EM;
  if (glyph + words > widthPx) {
    drawAlert(ink, 'caution', x, y, fontPx);
    return;
  }
  const left = x - (glyph + words) / 2;
  const pad = fontPx * 0.3;
  ink.beginPath();
  ink.roundRect(left - pad, y - fontPx * 0.68, glyph + words + 2 * pad, fontPx * 1.36, pad);
  ink.fillStyle = TINT.plate;
  ink.fill();
  drawAlert(ink, 'caution', left + glyph * 0.4, y, fontPx);
  writeOutlined(ink, age, left + glyph, y, { colour: PALETTE.caution, fontPx });
}

function around(x: number, y: number, radius: number, deg: number) {
  const angle = (deg * Math.PI) / 180;
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}

function writePlain(ink: Ink, x: number, y: number, style: Parameters<typeof writeOutlined>[4]): void {
  setFont(ink, style.fontPx, style.weight);
  ink.textAlign = 'center';
  ink.textBaseline = 'alphabetic';
  ink.fillStyle = style.colour;
  ink.fillText('!', x, y + style.fontPx * 0.38);
}
