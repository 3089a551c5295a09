import { PALETTE } from './palette';
import type { Point } from './rect';

/** What an instrument is drawn on. */
export type Ink = CanvasRenderingContext2D;

export const FONT_LABEL = '"B612", sans-serif';
export const FONT_VALUE = '"B612 Mono", monospace';

/** The outline reaches this far beyond a line, in CSS px. */
const OUTLINE_PX = 1.25;

/** Strokes a path twice: a wide dark line, and the bright one inside it. `trace` adds to a path that has been begun. */
export function strokeOutlined(ink: Ink, colour: string, widthPx: number, trace: (ink: Ink) => void): void {
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  ink.beginPath();
  trace(ink);
  ink.strokeStyle = PALETTE.outline;
  ink.lineWidth = widthPx + 2 * OUTLINE_PX;
  ink.stroke();
  ink.strokeStyle = colour;
  ink.lineWidth = widthPx;
  ink.stroke();
}

/** Fills a closed path that has a dark outline. */
export function fillOutlined(ink: Ink, colour: string, trace: (ink: Ink) => void): void {
  ink.lineJoin = 'round';
  ink.beginPath();
  trace(ink);
  ink.strokeStyle = PALETTE.outline;
  ink.lineWidth = 2 * OUTLINE_PX;
  ink.stroke();
  ink.fillStyle = colour;
  ink.fill();
}

export interface TextStyle {
  readonly colour: string;
  readonly fontPx: number;
  /** A family; `FONT_LABEL` or `FONT_VALUE`. */
  readonly family: string;
  readonly weight?: 400 | 700;
  readonly align?: CanvasTextAlign;
  /** Longer text is squeezed. */
  readonly maxWidthPx?: number;
}

/** Writes one line with a dark outline, centred on `y`. */
export function writeOutlined(ink: Ink, text: string, x: number, y: number, style: TextStyle): void {
  ink.font = `${style.weight ?? 400} ${style.fontPx}px ${style.family}`;
  ink.textAlign = style.align ?? 'left';
  // B612's capitals and digits are 0.76 em tall: the baseline lies half of that below the middle.
  const baseline = y + style.fontPx * 0.38;
  ink.textBaseline = 'alphabetic';
  ink.lineJoin = 'round';
  ink.strokeStyle = PALETTE.outline;
  ink.lineWidth = Math.max(2.5, style.fontPx * 0.24);
  ink.strokeText(text, x, baseline, style.maxWidthPx);
  ink.fillStyle = style.colour;
  ink.fillText(text, x, baseline, style.maxWidthPx);
}

/** Adds a straight line to the path. */
export function line(ink: Ink, from: Point, to: Point): void {
  ink.moveTo(from.x, from.y);
  ink.lineTo(to.x, to.y);
}

/** Adds a closed polygon to the path. */
export function polygon(ink: Ink, points: readonly Point[]): void {
  points.forEach((point, index) => {
    if (index === 0) ink.moveTo(point.x, point.y);
    else ink.lineTo(point.x, point.y);
  });
  ink.closePath();
}
