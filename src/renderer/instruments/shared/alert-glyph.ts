import type { Level } from '#core/telemetry/levels';
import { FONT_VALUE, fillOutlined, type Ink, polygon, strokeOutlined, writeOutlined } from './ink';
import { PALETTE } from './palette';

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
  const mark = { fontPx: fontPx * 0.72, family: FONT_VALUE, weight: 700, align: 'center' } as const;
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

/** "3 s old" with its caution sign, centred; only the sign where the words would not fit. */
export function drawAge(ink: Ink, age: string, x: number, y: number, fontPx: number, widthPx: number): void {
  ink.font = `400 ${fontPx}px ${FONT_VALUE}`;
  const words = ink.measureText(age).width;
  const glyph = fontPx * ALERT_EM;
  if (glyph + words > widthPx) {
    drawAlert(ink, 'caution', x, y, fontPx);
    return;
  }
  const left = x - (glyph + words) / 2;
  drawAlert(ink, 'caution', left + glyph * 0.4, y, fontPx);
  writeOutlined(ink, age, left + glyph, y, { colour: PALETTE.caution, fontPx, family: FONT_VALUE });
}

function around(x: number, y: number, radius: number, deg: number) {
  const angle = (deg * Math.PI) / 180;
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}

function writePlain(ink: Ink, x: number, y: number, style: Parameters<typeof writeOutlined>[4]): void {
  ink.font = `${style.weight ?? 400} ${style.fontPx}px ${style.family}`;
  ink.textAlign = 'center';
  ink.textBaseline = 'alphabetic';
  ink.fillStyle = style.colour;
  ink.fillText('!', x, y + style.fontPx * 0.38);
}
