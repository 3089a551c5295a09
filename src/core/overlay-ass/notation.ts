import type { Point } from '../instruments/shared/rect';

/** `\p4`: drawings are in eighths of a pixel, in whole numbers, which every renderer reads alike. */
export const DRAWING_LEVEL = 4;
const STEPS = 2 ** (DRAWING_LEVEL - 1);

/** A place as a drawing has it. */
export function place({ x, y }: Point): string {
  return `${Math.round(x * STEPS) + 0} ${Math.round(y * STEPS) + 0}`;
}

/** A length or an angle, to a hundredth. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** `0:01:02.34`. The format has hundredths and no more. */
export function clock(hundredths: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const seconds = hundredths / 100;
  return `${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

/** A colour: blue, green and red in that order, and how much is seen through it, 0 … 255. */
export interface AssColour {
  /** `&HBBGGRR&` */
  readonly bgr: string;
  /** `&HAA&`, `&H00&` where nothing is seen through. */
  readonly alpha: string;
}

/** @param css `#rrggbb` or `rgba(r, g, b, a)`; anything else is white */
export function colour(css: unknown): AssColour {
  const text = String(css);
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (hex) return { bgr: `&H${hex[3]}${hex[2]}${hex[1]}&`.toUpperCase(), alpha: '&H00&' };
  const parts = text.match(/[\d.]+/g)?.map(Number) ?? [];
  const [red = 255, green = 255, blue = 255, opacity = 1] = parts;
  return { bgr: `&H${[blue, green, red].map(byte).join('')}&`, alpha: `&H${byte(255 * (1 - opacity))}&` };
}

function byte(value: number): string {
  return Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, '0')
    .toUpperCase();
}

/** Longer texts are no instrument's. */
const LONGEST_TEXT = 200;

/** A text in which nothing is a command: a sender chooses the names of its own values. */
export function plain(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('{', '(')
    .replaceAll('}', ')');
}
