import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { osdCharacter } from '../../telemetry/osd';
import { english } from '../../texts/english';
import { PALETTE } from '../shared/palette';
import { scaleFor } from '../shared/scale';
import { drawOsd, osdGrid } from './draw';
import { letterStrokes } from './letters';
import { BETAFLIGHT_SYMBOLS } from './symbols';
import { describeOsd, osdGlyph, osdView } from './view';

const BOX = { width: 1280, height: 720 };
const osd = (lines: readonly string[], more = {}) => ({ osd: { cols: 53, rows: 20, lines, ...more } });

/** Points and colours that a screen is drawn with. */
function drawn(lines: readonly string[], more = {}, ageMs?: number) {
  const points: { x: number; y: number }[] = [];
  const colours = new Set<unknown>();
  const texts: unknown[] = [];
  const ink = new Proxy({} as Record<string, unknown>, {
    get: (_, name: string) =>
      name === 'measureText'
        ? () => ({ width: 10 })
        : (x: never, y: never) => {
            if (name === 'moveTo' || name === 'lineTo') points.push({ x, y });
            if (name === 'fillText') texts.push(x);
          },
    set: (_, name: string, value) => {
      if (name === 'strokeStyle') colours.add(value);
      return true;
    },
  });
  const view = osdView(osd(lines, more), ageMs);
  if (view) drawOsd(ink as never, view, BOX, scaleFor(BOX), english);
  return { points, colours, texts };
}

describe('the glyphs of a flight controller', () => {
  it('are all of its letters, digits and signs, each its own', () => {
    const all = Array.from({ length: 0x40 }, (_, index) => letterStrokes(0x20 + index));
    expect(all).not.toContain(undefined);
    expect(all.filter((strokes) => strokes === '')).toHaveLength(1);
    // O and 0 differ by the stroke within.
    expect(new Set(all).size).toBe(all.length);
    for (const strokes of all) expect(strokes).toMatch(/^$|^(?:[0-4][0-6]){2,}(?: (?:[0-4][0-6]){2,})*$/);
    expect(letterStrokes(0x61)).toBe(letterStrokes(0x41));
  });

  it('stay within their cell, and are drawn at all', () => {
    for (let code = 0; code < 256; code++) {
      if (code === 0x20) continue;
      const { points } = drawn([` ${osdCharacter(code, 0, false)}`]);
      const { x, y, cell } = osdGrid({ cols: 53, rows: 20 }, BOX);
      const [left, top] = [x + cell.width, y];
      expect(points.length, `glyph ${code}`).toBeGreaterThan(1);
      for (const point of points) {
        expect(point.x, `glyph ${code}`).toBeGreaterThanOrEqual(left - 0.08 * cell.width);
        expect(point.x, `glyph ${code}`).toBeLessThanOrEqual(left + 1.08 * cell.width);
        expect(point.y, `glyph ${code}`).toBeGreaterThanOrEqual(top - 0.08 * cell.height);
        expect(point.y, `glyph ${code}`).toBeLessThanOrEqual(top + 1.08 * cell.height);
      }
    }
  });

  it('are boxes where we have none, and where another firmware has its own', () => {
    expect(osdGlyph(0xa5, 0, 'BTFL')).toBe('unknown');
    expect(osdGlyph(0x96, 0, 'INAV')).toBe('unknown');
    expect(osdGlyph(0x41, 1, 'INAV')).toBe('unknown');
    expect(osdGlyph(0x41, 0, 'ARDU')).toBe(0x41);
    expect(osdGlyph(0x41, 3, 'BTFL')).toBe(0x41);
    expect(osdGlyph(0x96, 0, '')).toBe(BETAFLIGHT_SYMBOLS[0x96]);
  });
});

describe('the screen', () => {
  it('has cells two wide and three tall, in the middle of the picture, whatever its shape', () => {
    for (const [width, height] of [
      [1280, 720],
      [640, 480],
      [480, 640],
    ] as const) {
      for (const [cols, rows] of [
        [30, 16],
        [50, 18],
        [53, 20],
        [60, 22],
      ] as const) {
        const { x, y, cell } = osdGrid({ cols, rows }, { width, height });
        expect(cell.width / cell.height).toBeCloseTo(2 / 3);
        expect(x).toBeGreaterThanOrEqual(-1e-9);
        expect(y).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.min(x, y)).toBeCloseTo(0);
        expect(2 * x + cols * cell.width).toBeCloseTo(width);
        expect(2 * y + rows * cell.height).toBeCloseTo(height);
      }
    }
  });

  it('is not there where the vehicle sends none, and says how old it is where it is stale', () => {
    expect(osdView({}, undefined)).toBeUndefined();
    expect(osdView(undefined, undefined)).toBeUndefined();
    const { colours, texts } = drawn(['ARMED'], {}, 4000);
    expect([...colours]).toContain(PALETTE.stale);
    expect([...colours]).not.toContain(PALETTE.bright);
    expect(texts).toEqual([expect.stringContaining('4')]);
  });

  it('shows by colour and by the words of the flight controller what is grave', () => {
    expect([...drawn([osdCharacter(0x41, 3, false)]).colours]).toContain(PALETTE.warning);
    expect([...drawn([osdCharacter(0x41, 3, false)], { variant: 'ARDU' }).colours]).not.toContain(PALETTE.warning);
    expect([...drawn([osdCharacter(0x41, 0, true)]).colours]).toContain(PALETTE.caution);
  });

  it('is read as its lines, with signs for symbols', () => {
    const battery = osdCharacter(0x90, 0, false);
    const volt = osdCharacter(6, 0, false);
    const view = osdView(osd(['', `  ${battery}16.8${volt}      ARMED`, osdCharacter(0xb0, 0, false)]), undefined);
    expect(view && english(describeOsd(view))).toBe('Flight controller’s screen: 🔋16.8V ARMED');
    const empty = osdView(osd([]), 3000);
    expect(empty && english(describeOsd(empty))).toMatch(/^Flight controller’s screen, .*3.*: –$/);
  });

  it('is drawn of any lines, with numbers alone', () => {
    const character = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
    fc.assert(
      fc.property(fc.array(fc.string({ unit: character, maxLength: 60 }), { maxLength: 22 }), (lines) => {
        const { points } = drawn(lines.map((line) => line.replaceAll('\n', ' ')));
        for (const { x, y } of points) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
