import { PALETTE } from './palette';
import type { Point } from './rect';

/**
 * What an instrument is drawn on: the part of the platform's 2D canvas that the instruments use. A canvas is one, and so is
 * what writes the same drawing into a subtitle file. Every method and property means what it means there.
 */
export interface Ink {
  lineWidth: number;
  lineCap: 'butt' | 'round' | 'square';
  lineJoin: 'bevel' | 'miter' | 'round';
  font: string;
  textAlign: 'left' | 'right' | 'center' | 'start' | 'end';
  textBaseline: 'top' | 'hanging' | 'middle' | 'alphabetic' | 'ideographic' | 'bottom';
  get strokeStyle(): unknown;
  /** `#rrggbb` or `rgba(r, g, b, a)`. */
  set strokeStyle(colour: string);
  get fillStyle(): unknown;
  set fillStyle(colour: string);
  setLineDash(segments: number[]): void;

  save(): void;
  restore(): void;
  translate(x: number, y: number): void;
  /** Clockwise, in radians. */
  rotate(angle: number): void;

  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, startAngle: number, endAngle: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  closePath(): void;

  stroke(): void;
  fill(): void;
  clip(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeText(text: string, x: number, y: number, maxWidth?: number): void;
  fillText(text: string, x: number, y: number, maxWidth?: number): void;
  measureText(text: string): { readonly width: number };
}

/** Airbus's cockpit font. Its figures are tabular: all as wide as each other, so that a value does not dance. */
const FAMILY = '"B612", sans-serif';

/** The outline reaches this far beyond a line, in CSS px. */
const OUTLINE_PX = 1.25;
/** The same where lines stand so close that their outlines would run together. */
export const FINE_OUTLINE_PX = 0.7;

/** Strokes a path twice: a wide dark line, and the bright one inside it. `trace` adds to a path that has been begun. */
export function strokeOutlined(
  ink: Ink,
  colour: string,
  widthPx: number,
  trace: (ink: Ink) => void,
  outlinePx = OUTLINE_PX,
): void {
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  ink.beginPath();
  trace(ink);
  ink.strokeStyle = PALETTE.outline;
  ink.lineWidth = widthPx + 2 * outlinePx;
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
  readonly weight?: 400 | 700;
  readonly align?: Ink['textAlign'];
  /** Longer text is squeezed. */
  readonly maxWidthPx?: number;
}

/** Sets the font of what is written or measured next. */
export function setFont(ink: Ink, fontPx: number, weight: 400 | 700 = 400): void {
  ink.font = `${weight} ${fontPx}px ${FAMILY}`;
}

/** Writes one line with a dark outline, centred on `y`. */
export function writeOutlined(ink: Ink, text: string, x: number, y: number, style: TextStyle): void {
  setFont(ink, style.fontPx, style.weight);
  ink.textAlign = style.align ?? 'left';
  // B612's capitals and digits are 0.76 em tall: the baseline lies half of that below the middle.
  const baseline = y + style.fontPx * 0.38;
  ink.textBaseline = 'alphabetic';
  ink.lineJoin = 'round';
  ink.strokeStyle = PALETTE.outline;
  ink.lineWidth = Math.max(1.8, style.fontPx * 0.18);
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
