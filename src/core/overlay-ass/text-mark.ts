import type { Ink } from '../instruments/shared/ink';
import type { Point } from '../instruments/shared/rect';
import { ASCENT_EM, ASS_SIZE_PER_EM, widthEm } from './font';
import { number, plain } from './notation';

/** A line of text to be set. */
export interface Writing {
  readonly text: string;
  /** On the baseline, in px of the picture. */
  readonly at: Point;
  readonly align: Ink['textAlign'];
  readonly face: Face;
  /** Clockwise about `at`, in radians. */
  readonly angle: number;
  /** Longer text is squeezed, in px. */
  readonly maxWidth: number | undefined;
  /** Tags for colours, border and clip. */
  readonly tags: string;
}

interface Face {
  readonly px: number;
  readonly weight: number;
}

const ALIGNMENT: Readonly<Record<Ink['textAlign'], number>> = { left: 7, start: 7, center: 8, right: 9, end: 9 };

/** A subtitle's text that sets a line where a canvas would. */
export function textMark({ text, at, align, face: { px, weight }, angle, maxWidth, tags }: Writing): string {
  const width = widthEm(text) * px;
  const squeezed = maxWidth !== undefined && width > maxWidth ? `\\fscx${number((100 * maxWidth) / width)}` : '';
  // Subtitles turn anticlockwise.
  const turned = angle === 0 ? '' : `\\org(${number(at.x)},${number(at.y)})\\frz${number((-angle * 180) / Math.PI)}`;
  // A subtitle hangs from its top.
  const top = `\\pos(${number(at.x)},${number(at.y - ASCENT_EM * px)})`;
  const size = `\\fs${number(px * ASS_SIZE_PER_EM)}${weight === 700 ? '\\b1' : ''}`;
  return `{\\an${ALIGNMENT[align]}${top}${turned}${size}${squeezed}${tags}}${plain(text)}`;
}

/** Reads a canvas's `font`: `700 12px "B612", sans-serif`. */
export function faceOf(font: string): Face {
  const [, weight, px] = /^(\d+) ([\d.]+)px/.exec(font) ?? [];
  return { px: Number(px ?? 10), weight: Number(weight ?? 400) };
}
