import { ageText } from '../../telemetry/format';
import { osdCell } from '../../telemetry/osd';
import type { Speaker } from '../../texts/speaker';
import { type Ink, writeOutlined } from '../shared/ink';
import { PALETTE } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { GlyphPen } from './glyph-pen';
import { type OsdGlyph, type OsdView, osdGlyph } from './view';

/** Of a cell's width. */
const LINE = 0.11;
const OUTLINE = 0.09;
/** Characters of these systems are twelve wide and eighteen tall. */
const CELL_ASPECT = 2 / 3;

/** Betaflight's banks are how grave it is; where they are something else, they are symbols that we have not. */
const COLOURS = [PALETTE.vehicle, PALETTE.bright, PALETTE.caution, PALETTE.warning] as const;

/** Where the grid stands in the picture: as large as fits, its cells two wide and three tall. */
export function osdGrid(
  { cols, rows }: Pick<OsdView, 'cols' | 'rows'>,
  { width, height }: Size,
): { readonly x: number; readonly y: number; readonly cell: Size } {
  const cellHeight = Math.min(height / rows, width / cols / CELL_ASPECT);
  const cell = { width: cellHeight * CELL_ASPECT, height: cellHeight };
  return { x: (width - cell.width * cols) / 2, y: (height - cell.height * rows) / 2, cell };
}

interface Placed {
  readonly glyph: OsdGlyph;
  readonly x: number;
  readonly y: number;
}

/** Draws a screen over the picture's box. What is not known is a box: somebody wrote something there. */
export function drawOsd(ink: Ink, view: OsdView, size: Size, scale: Scale, say: Speaker): void {
  const { x, y, cell } = osdGrid(view, size);
  const byColour = new Map<string, Placed[]>();
  view.lines.split('\n').forEach((line, row) => {
    for (let col = 0; col < line.length; col++) {
      const { code, page, isBlinking } = osdCell(line.charCodeAt(col));
      if (code === 0x20) continue;
      const colour = colourOf(page, isBlinking, view);
      const placed = byColour.get(colour) ?? [];
      if (placed.length === 0) byColour.set(colour, placed);
      placed.push({ glyph: osdGlyph(code, page, view.variant), x: x + col * cell.width, y: y + row * cell.height });
    }
  });
  // All outlines lie under all lines, or a glyph would cut into the one beside it.
  for (const pass of ['outline', 'bright'] as const)
    for (const [colour, glyphs] of byColour)
      drawPass(ink, pass === 'outline' ? PALETTE.outline : colour, glyphs, cell, pass);
  if (view.ageMs === undefined) return;
  const { fontPx } = scale;
  const style = { colour: PALETTE.caution, fontPx, weight: 700, align: 'center' } as const;
  writeOutlined(ink, say('instrument.osd.old', { age: ageText(view.ageMs) }), size.width / 2, y + fontPx, style);
}

function colourOf(page: number, isBlinking: boolean, { ageMs, variant }: OsdView): string {
  if (ageMs !== undefined) return PALETTE.stale;
  if (isBlinking) return PALETTE.caution;
  return variant === '' || variant === 'BTFL' ? (COLOURS[page] ?? PALETTE.vehicle) : PALETTE.vehicle;
}

function drawPass(ink: Ink, colour: string, glyphs: readonly Placed[], cell: Size, pass: 'outline' | 'bright'): void {
  const grown = pass === 'outline' ? 2 * OUTLINE * cell.width : 0;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  ink.strokeStyle = colour;
  ink.fillStyle = colour;
  for (const mode of ['areas', 'lines'] as const) {
    const pen = new GlyphPen(ink, mode, cell);
    ink.beginPath();
    for (const { glyph, x, y } of glyphs) trace(pen.at(x, y), glyph);
    if (mode === 'areas') ink.fill();
    ink.lineWidth = (mode === 'lines' ? LINE * cell.width : 0) + grown;
    if (mode === 'lines' || grown > 0) ink.stroke();
  }
}

function trace(pen: GlyphPen, glyph: OsdGlyph): void {
  if (glyph === 'unknown') pen.box(0.24, 0.22, 0.52, 0.56);
  else if (typeof glyph === 'number') pen.letter(glyph);
  else glyph.draw(pen);
}
