import type { GlyphPen } from './glyph-pen';

/** A symbol of a flight controller's character set: how it is drawn, and what stands for it where words are read. */
export interface OsdSymbol {
  draw(pen: GlyphPen): unknown;
  readonly said: string;
}

/** From south over east and north: each is 22.5° further to the left. */
const SAID_ARROWS = ['↓', '↘', '↘', '↘', '→', '↗', '↗', '↗', '↑', '↖', '↖', '↖', '←', '↙', '↙', '↙'] as const;

const unit = (text: string, said = text.replace('/', '')): OsdSymbol => ({ draw: (pen) => pen.unit(text), said });
const arrow = (index: number): OsdSymbol => ({
  draw: (pen) => pen.arrow(180 - index * 22.5),
  said: SAID_ARROWS[index] ?? '',
});

/** A line across the cell at one of nine heights, from the top. Horizons are put together of these, cell by cell. */
const horizon = (index: number): OsdSymbol => {
  const y = (index + 0.5) / 9;
  return { draw: (pen) => pen.line(0, y, 1, y), said: '' };
};

/** @param bars of five */
const battery = (bars: number): OsdSymbol => ({
  draw(pen) {
    pen.box(0.2, 0.2, 0.6, 0.64).filledBox(0.38, 0.1, 0.24, 0.08);
    for (let bar = 0; bar < bars; bar++) pen.filledBox(0.28, 0.74 - bar * 0.105, 0.44, 0.07);
  },
  said: '🔋',
});

/** A piece of a bar of progress. @param fill how much of it is full, 0..1 */
const progress = (fill: number, more: (pen: GlyphPen) => unknown = () => undefined): OsdSymbol => ({
  draw(pen) {
    pen.line(0, 0.34, 1, 0.34).line(0, 0.66, 1, 0.66);
    if (fill > 0) pen.filledBox(0, 0.4, fill, 0.2);
    more(pen);
  },
  said: fill > 0 ? '▮' : '▯',
});

const house = (pen: GlyphPen) =>
  pen.line(0.12, 0.5, 0.5, 0.22, 0.88, 0.5).line(0.24, 0.44, 0.24, 0.78, 0.76, 0.78, 0.76, 0.44);

/** A place on a stick's field: a dot at one of three heights, or a line. */
const stick = (y: number): OsdSymbol => ({ draw: (pen) => pen.filledBox(0.32, y - 0.1, 0.36, 0.2), said: '' });

/**
 * The symbols of Betaflight's character set by code, as its `docs/osd.md` lists them; the drawings are ours. 0x20 to 0x5F are
 * letters and digits, and from 0xA0 on is a logo, which we have not.
 */
export const BETAFLIGHT_SYMBOLS: Readonly<Record<number, OsdSymbol>> = {
  1: {
    draw: (pen) =>
      pen.filledBox(0.1, 0.62, 0.16, 0.2).filledBox(0.34, 0.48, 0.16, 0.34).filledBox(0.58, 0.3, 0.16, 0.52),
    said: '📶',
  },
  2: { draw: (pen) => pen.area(0.25, 0.3, 0.8, 0.5, 0.25, 0.7), said: '' },
  3: { draw: (pen) => pen.area(0.75, 0.3, 0.2, 0.5, 0.75, 0.7), said: '' },
  4: unit('THR', 'THR'),
  5: { draw: (pen) => house(pen).circle(0.5, 0.62, 0.12), said: '⌂' },
  6: unit('V'),
  7: unit('M/AH', 'mAh'),
  8: stick(0.18),
  9: stick(0.5),
  10: stick(0.82),
  11: { draw: (pen) => pen.line(0, 0.5, 1, 0.5).line(0.5, 0, 0.5, 1), said: '' },
  12: unit('M', 'm'),
  13: unit('F', '°F'),
  14: unit('C', '°C'),
  15: unit('FT', 'ft'),
  16: unit('B/B', 'BB'),
  17: { draw: house, said: '⌂' },
  18: unit('R/P/M', 'rpm'),
  19: { draw: (pen) => pen.line(0.3, 0.5, 0.7, 0.5), said: '' },
  20: {
    draw: (pen) => pen.circle(0.5, 0.5, 0.36, -60, 60).line(0.5, 0.34, 0.5, 0.66).line(0.2, 0.66, 0.8, 0.66),
    said: 'R',
  },
  21: { draw: (pen) => pen.circle(0.5, 0.5, 0.36, 30, 150).line(0.14, 0.5, 0.6, 0.5), said: 'P' },
  22: { draw: (pen) => pen.line(0.5, 0, 0.5, 1), said: '' },
  23: { draw: (pen) => pen.line(0, 0.5, 1, 0.5), said: '' },
  24: heading('N'),
  25: heading('S'),
  26: heading('E'),
  27: heading('W'),
  28: { draw: (pen) => pen.line(0.5, 0.24, 0.5, 0.76), said: '' },
  29: { draw: (pen) => pen.line(0.5, 0.42, 0.5, 0.76), said: '' },
  30: {
    draw: (pen) => pen.box(0.1, 0.3, 0.34, 0.18).box(0.56, 0.44, 0.34, 0.2).line(0.44, 0.42, 0.56, 0.5),
    said: '🛰',
  },
  31: {
    draw: (pen) => pen.circle(0.2, 0.44, 0.2, 60, 140).circle(0.2, 0.44, 0.42, 60, 140).box(0, 0.34, 0.12, 0.16),
    said: '',
  },
  ...Object.fromEntries(Array.from({ length: 16 }, (_, index) => [0x60 + index, arrow(index)])),
  112: { draw: (pen) => pen.circle(0.5, 0.58, 0.4, -110, 110).line(0.5, 0.58, 0.72, 0.4), said: '' },
  113: { draw: (pen) => pen.line(0.12, 0.76, 0.3, 0.5, 0.6, 0.56, 0.86, 0.26).circle(0.12, 0.76, 0.08), said: '' },
  114: { draw: (pen) => pen.line(0.3, 0.5, 1, 0.5), said: '' },
  115: { draw: (pen) => pen.circle(0.5, 0.5, 0.3).line(0, 0.5, 0.2, 0.5).line(0.8, 0.5, 1, 0.5), said: '+' },
  116: { draw: (pen) => pen.line(0, 0.5, 0.7, 0.5), said: '' },
  122: { draw: (pen) => pen.circle(0.5, 0.72, 0.18).line(0.42, 0.62, 0.42, 0.22, 0.58, 0.22, 0.58, 0.62), said: '🌡' },
  123: unit('LQ'),
  125: unit('K/M', 'km'),
  126: unit('MI', 'mi'),
  127: {
    draw: (pen) => pen.line(0.2, 0.8, 0.8, 0.8).line(0.5, 0.76, 0.5, 0.3).area(0.26, 0.42, 0.5, 0.18, 0.74, 0.42),
    said: '⇧',
  },
  ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [0x80 + index, horizon(index)])),
  137: unit('LAT'),
  138: progress(0, (pen) => pen.line(0.06, 0.34, 0.06, 0.66)),
  139: progress(1),
  140: progress(0.5),
  141: progress(0),
  142: progress(0, (pen) => pen.line(0.94, 0.34, 0.94, 0.66)),
  143: progress(0, (pen) => pen.line(0.94, 0.34, 0.94, 0.66)),
  ...Object.fromEntries(Array.from({ length: 6 }, (_, index) => [0x90 + index, battery(5 - index)])),
  150: battery(0),
  151: {
    draw: (pen) => pen.box(0.2, 0.24, 0.6, 0.56).line(0.34, 0.16, 0.34, 0.24).line(0.66, 0.16, 0.66, 0.24),
    said: '🔋',
  },
  152: unit('LON'),
  153: unit('FT/S', 'ft/s'),
  154: unit('A'),
  155: unit('ON'),
  156: unit('FLY'),
  157: unit('M/PH', 'mph'),
  158: unit('K/PH', 'km/h'),
  159: unit('M/S', 'm/s'),
};

function heading(letter: string): OsdSymbol {
  const place = { x: 0.22, y: 0.28, width: 0.56, height: 0.48 };
  return { draw: (pen) => pen.letter(letter.charCodeAt(0), place), said: letter };
}
