import { describe, expect, it } from 'vitest';
import { PALETTE, valueColour } from './palette';

/** Relative luminance, WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('the palette', () => {
  it('keeps every colour legible against its outline (WCAG AA, 4.5)', () => {
    for (const colour of [PALETTE.bright, PALETTE.dim, PALETTE.stale, PALETTE.caution, PALETTE.warning]) {
      expect(contrast(colour, PALETTE.outline)).toBeGreaterThan(4.5);
    }
  });

  it('has an outline that stands out from snow, and lines that stand out from night', () => {
    expect(contrast(PALETTE.outline, '#ffffff')).toBeGreaterThan(7);
    expect(contrast(PALETTE.bright, '#000000')).toBeGreaterThan(7);
  });

  it('makes labels dimmer than values, and old values dimmer than both', () => {
    expect(luminance(PALETTE.dim)).toBeLessThan(luminance(PALETTE.bright));
    expect(luminance(PALETTE.stale)).toBeLessThan(luminance(PALETTE.dim));
  });

  it('shows an old value as old, whatever it says', () => {
    expect(valueColour('warning', true)).toBe(PALETTE.stale);
    expect(valueColour('warning', false)).toBe(PALETTE.warning);
    expect(valueColour('normal', false)).toBe(PALETTE.bright);
  });
});
