/**
 * What a flight controller draws over the picture itself: a grid of characters. A line has a character a cell, without the
 * blanks at its end; lines below the last that has any are left out. Printable ASCII stands for itself and everything else for
 * one of the private use area, so that the words in it can be read wherever telemetry is: see `osdCharacter`.
 */
export interface Osd {
  /** 1..60. */
  readonly cols: number;
  /** 1..22. */
  readonly rows: number;
  /** Whose characters they are, in four letters: `BTFL`, `INAV`, `ARDU`. Absent: it did not say. */
  readonly variant?: string;
  readonly lines: readonly string[];
}

export const MAX_OSD_COLS = 60;
export const MAX_OSD_ROWS = 22;

/** One cell: the character of its bank, the bank (0..3), and whether it blinks. */
export interface OsdCell {
  readonly code: number;
  readonly page: number;
  readonly isBlinking: boolean;
}

const PRIVATE = 0xe000;
const BLANK = 0x20;

/** @param code 0..255 @param page 0..3 */
export function osdCharacter(code: number, page: number, isBlinking: boolean): string {
  const value = (code & 0xff) | ((page & 3) << 8) | (isBlinking ? 0x400 : 0);
  return String.fromCharCode(value >= BLANK && value < 0x7f ? value : PRIVATE + value);
}

/** The cell of a UTF-16 code unit of a line; what is none of ours stands for itself. */
export function osdCell(unit: number): OsdCell {
  const value = unit >= PRIVATE && unit < PRIVATE + 0x800 ? unit - PRIVATE : unit & 0xff;
  return { code: value & 0xff, page: (value >> 8) & 3, isBlinking: (value & 0x400) !== 0 };
}
