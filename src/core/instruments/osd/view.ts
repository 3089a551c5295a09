import { ageText } from '../../telemetry/format';
import { osdCell } from '../../telemetry/osd';
import type { Telemetry } from '../../telemetry/telemetry';
import { type Text, text } from '../../texts/text';
import { letterStrokes } from './letters';
import { BETAFLIGHT_SYMBOLS, type OsdSymbol } from './symbols';

/** A flight controller's own screen. */
export interface OsdView {
  readonly cols: number;
  readonly rows: number;
  /** Its lines, with line feeds between: see `Osd`. */
  readonly lines: string;
  /** Whose characters; '' where that is not known. */
  readonly variant: string;
  /** Set once it is stale. */
  readonly ageMs: number | undefined;
}

/** @returns `undefined` where the vehicle sends none */
export function osdView(telemetry: Telemetry | undefined, ageMs: number | undefined): OsdView | undefined {
  const osd = telemetry?.osd;
  if (!osd) return undefined;
  const { cols, rows, variant = '', lines } = osd;
  return { cols, rows, variant, lines: lines.join('\n'), ageMs };
}

/** What a cell shows: a letter's code, a symbol, or nothing that we can draw. */
export type OsdGlyph = number | OsdSymbol | 'unknown';

/**
 * The glyph of a character. Betaflight's banks are one set in four colours. Others have sets of their own, of which only
 * letters and digits are where ours are; and banks of more symbols.
 */
export function osdGlyph(code: number, page: number, variant: string): OsdGlyph {
  const isBetaflight = variant === '' || variant === 'BTFL';
  if (isBetaflight) {
    const symbol = BETAFLIGHT_SYMBOLS[code];
    if (symbol) return symbol;
  } else if (page !== 0) {
    return 'unknown';
  }
  return code < 0x60 && letterStrokes(code) !== undefined ? code : 'unknown';
}

/** The view in words: its lines as they stand there, symbols as signs that are read, what is not known left out. */
export function describeOsd({ lines, variant, ageMs }: OsdView): Text {
  const words = lines
    .split('\n')
    .map((line) => wordsOf(line, variant))
    .filter((line) => line !== '')
    .join('; ');
  const said = words === '' ? '–' : words;
  return ageMs === undefined
    ? text('instrument.osd', { words: said })
    : text('instrument.osd.stale', { words: said, age: ageText(ageMs) });
}

function wordsOf(line: string, variant: string): string {
  let words = '';
  for (let at = 0; at < line.length; at++) {
    const { code, page } = osdCell(line.charCodeAt(at));
    const glyph = osdGlyph(code, page, variant);
    if (glyph === 'unknown') continue;
    words += typeof glyph === 'number' ? String.fromCharCode(glyph) : glyph.said;
  }
  return words.replace(/\s+/g, ' ').trim();
}
