import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlap } from '#core/instruments/shared/rect';
import { CAPTION_PX, layOutTiles, placesOf } from './layout';

describe('the places of a layout', () => {
  it('are its own number, or as many as there are streams up to what a station gives', () => {
    expect(placesOf(4, 2)).toBe(4);
    expect(placesOf('all', 7)).toBe(7);
    expect(placesOf('all', 0)).toBe(1);
    expect(placesOf('all', 100)).toBe(32);
  });
});

describe('the grid of tiles', () => {
  it.each([
    [1, 1],
    [4, 2],
    [9, 3],
    [16, 4],
  ])('puts %i pictures into %i columns in a window of their own shape', (places, columns) => {
    expect(layOutTiles({ width: 1280, height: 960 }, places, 4 / 3).columns).toBe(columns);
  });

  it('is filled row by row', () => {
    const { tiles } = layOutTiles({ width: 640, height: 480 }, 4, 4 / 3);
    const [first, second, third, fourth] = tiles;
    expect(second?.y).toBe(first?.y);
    expect(second?.x).toBeGreaterThan(first?.x ?? Number.NaN);
    expect(third?.x).toBe(first?.x);
    expect(third?.y).toBeGreaterThan(first?.y ?? Number.NaN);
    expect(fourth).toMatchObject({ x: second?.x, y: third?.y });
  });

  it('uses the length of a narrow window', () => {
    expect(layOutTiles({ width: 400, height: 1200 }, 4, 4 / 3).columns).toBe(1);
    expect(layOutTiles({ width: 2400, height: 300 }, 4, 4 / 3).columns).toBe(4);
  });

  it('keeps tiles within the window, apart, and in the shape of their pictures', () => {
    const size = fc.record({ width: fc.integer({ min: 320, max: 4000 }), height: fc.integer({ min: 240, max: 3000 }) });
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 1, max: 32 }),
        fc.double({ min: 0.5, max: 2.5, noNaN: true }),
        (box, n, aspect) => {
          const { tiles } = layOutTiles(box, n, aspect);
          expect(tiles).toHaveLength(n);
          for (const [at, tile] of tiles.entries()) {
            expect(contains({ x: 0, y: 0, ...box }, tile)).toBe(true);
            expect(Math.abs(tile.width / aspect - (tile.height - CAPTION_PX))).toBeLessThanOrEqual(1);
            expect(tiles.slice(at + 1).some((other) => overlap(tile, other))).toBe(false);
          }
        },
      ),
    );
  });

  it('gives empty places, and none outside, where there is no room at all', () => {
    expect(layOutTiles({ width: 0, height: 0 }, 4, 4 / 3).tiles).toHaveLength(4);
  });
});
