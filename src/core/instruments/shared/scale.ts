import type { Size } from './rect';

/** The sizes that every instrument is drawn with, in CSS px. */
export interface Scale {
  /** Side of the compass's and the attitude's dial. */
  readonly dialPx: number;
  /** Text size. */
  readonly fontPx: number;
  /** From one line of text to the next. */
  readonly rowPx: number;
  /** From an instrument to the edge of the box and to its neighbour. */
  readonly marginPx: number;
  /** Width of a bright line. */
  readonly linePx: number;
}

const REFERENCE_WIDTH = 640;
const REFERENCE_HEIGHT = 480;
const DIAL_PX = 120;
const FONT_PX = 12;
const MIN_FONT_PX = 10;
/** Text grows slower than the window, for it is read from the same chair. */
const TEXT_GROWTH = 0.75;

/** Width of a figure of B612, in em (measured). */
export const FIGURE_EM = 0.65;

/** Dials take 120 px of every 480 px of height; in a box narrower than 4:3, of every 640 px of width. */
export function scaleFor(box: Size): Scale {
  const factor = Math.max(0, Math.min(box.width / REFERENCE_WIDTH, box.height / REFERENCE_HEIGHT));
  const textFactor = factor ** TEXT_GROWTH;
  const fontPx = Math.max(MIN_FONT_PX, Math.round(FONT_PX * textFactor * 2) / 2);
  return {
    dialPx: Math.round(DIAL_PX * factor),
    fontPx,
    rowPx: Math.round(fontPx * 1.4),
    marginPx: Math.max(4, Math.round(8 * factor)),
    linePx: Math.max(1, 1.25 * textFactor),
  };
}
