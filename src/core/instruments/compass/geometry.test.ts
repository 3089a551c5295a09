import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleFor } from '../shared/scale';
import { compassGeometry, compassSize, readoutGeometry } from './geometry';

const scale = scaleFor({ width: 640, height: 480 });
const tile = scaleFor({ width: 320, height: 240 });

function labelAt(headingDeg: number, text: string) {
  const { labels, centre } = compassGeometry(scale, headingDeg);
  const label = labels.find((candidate) => candidate.text === text);
  if (!label) throw new Error(`no label ${text}`);
  return { right: label.at.x - centre.x, up: centre.y - label.at.y, rotationRad: label.rotationRad };
}

describe('the compass card', () => {
  it('has the heading at the top: north when heading north, east when heading east', () => {
    expect(labelAt(0, 'N').right).toBeCloseTo(0);
    expect(labelAt(0, 'N').up).toBeGreaterThan(0);
    expect(labelAt(90, 'E').right).toBeCloseTo(0);
    expect(labelAt(90, 'E').up).toBeGreaterThan(0);
  });

  it('has east to the right and west to the left of a pilot who heads north', () => {
    expect(labelAt(0, 'E').right).toBeGreaterThan(0);
    expect(labelAt(0, 'W').right).toBeLessThan(0);
    expect(labelAt(0, 'S').up).toBeLessThan(0);
  });

  it('turns left when the vehicle turns right', () => {
    const before = labelAt(0, 'N');
    const after = labelAt(10, 'N');
    expect(after.right).toBeLessThan(before.right);
    expect(after.rotationRad).toBeLessThan(before.rotationRad);
  });

  it('goes on smoothly through north', () => {
    const before = compassGeometry(scale, 359.9);
    const after = compassGeometry(scale, 0.1);
    before.labels.forEach((label, index) => {
      const moved = after.labels[index];
      expect(Math.hypot(label.at.x - (moved?.at.x ?? 0), label.at.y - (moved?.at.y ?? 0))).toBeLessThan(0.3);
    });
  });

  it('is the same a full turn on', () => {
    const { ticks } = compassGeometry(scale, 360);
    compassGeometry(scale, 0).ticks.forEach((tick, index) => {
      expect(ticks[index]?.from.x).toBeCloseTo(tick.from.x);
      expect(ticks[index]?.from.y).toBeCloseTo(tick.from.y);
    });
  });

  it('names the four winds and every 30° between, and in a tile only the winds', () => {
    const texts = (at: typeof scale) => compassGeometry(at, 0).labels.map((label) => label.text);
    expect(texts(scale)).toEqual(['N', '30', '60', 'E', '120', '150', 'S', '210', '240', 'W', '300', '330']);
    expect(texts(tile)).toEqual(['N', 'E', 'S', 'W']);
  });

  it('stays inside its canvas at any heading and size', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 360, noNaN: true }), fc.integer({ min: 240, max: 2160 }), (deg, height) => {
        const some = scaleFor({ width: height * 2, height });
        const size = compassSize(some);
        for (const { from } of compassGeometry(some, deg).ticks) {
          expect(from.x).toBeGreaterThan(0);
          expect(from.x).toBeLessThan(size.width);
          expect(from.y).toBeGreaterThan(some.rowPx);
          expect(from.y).toBeLessThan(size.height);
        }
      }),
    );
  });
});

describe('the readout', () => {
  it('has its parts in order and inside the dial', () => {
    for (const some of [scale, tile]) {
      const { sourceX, digitsX, cardinalX } = readoutGeometry(some);
      expect(sourceX).toBeGreaterThanOrEqual(0);
      expect(digitsX).toBeGreaterThan(sourceX);
      expect(cardinalX ?? digitsX + 1).toBeGreaterThan(digitsX);
      expect(cardinalX ?? digitsX).toBeLessThan(some.dialPx);
    }
  });
});
