/**
 * The instruments' font, B612 (latin, regular and bold, which are equally wide). libass takes a size as Windows does: the
 * height from `usWinAscent` to `usWinDescent` (OpenType, OS/2) is what is called the font's size, and not the em.
 */
export const FONT_FAMILY = 'B612';

const UNITS_PER_EM = 2000;
const WIN_ASCENT = 1934;
const WIN_DESCENT = 712;

/** From an em to the size that a subtitle file names. */
export const ASS_SIZE_PER_EM = (WIN_ASCENT + WIN_DESCENT) / UNITS_PER_EM;
/** From the top of a line to its baseline, in em. */
export const ASCENT_EM = WIN_ASCENT / UNITS_PER_EM;

/** Advance widths of U+0020 … U+007E, in hundredths of 2000 units to the em. */
const WIDTHS = [
  ...[7, 7, 8, 17, 11, 18, 14, 4, 9, 9, 11, 12, 5, 9, 6, 11, 13, 13, 13, 13, 13, 13, 13, 13],
  ...[13, 13, 6, 5, 13, 10, 13, 11, 20, 13, 13, 12, 13, 12, 11, 13, 14, 6, 9, 12, 11, 18, 15, 16],
  ...[12, 16, 13, 11, 12, 14, 13, 19, 13, 12, 12, 9, 11, 10, 15, 11, 11, 10.5, 12, 10, 12, 11, 8, 12],
  ...[12, 6, 6, 11, 7, 18, 12, 12, 12, 12, 8, 9, 8, 12, 11, 15, 11, 11, 10, 12.98, 4, 12, 15],
];
const DEGREE_SIGN = 6;
/** En dash, minus sign, and what is not known: as wide as most. */
const OTHER = 11;

/** How wide a text is set, in em. Without kerning. */
export function widthEm(text: string): number {
  let units = 0;
  for (const letter of text) {
    units += letter === '°' ? DEGREE_SIGN : (WIDTHS[(letter.codePointAt(0) ?? 0) - 0x20] ?? OTHER);
  }
  return (units * 100) / UNITS_PER_EM;
}
