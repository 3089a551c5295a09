import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreThird, type Layout, layOut } from './layout';
import { contains, overlap, type Rect } from './shared/rect';
import { INSTRUMENTS } from './table';

function rectsOf({ places }: Layout): [string, Rect][] {
  return Object.entries(places);
}

const namesAt = (width: number, height: number) => rectsOf(layOut({ width, height }, 1)).map(([name]) => name);
const EVERYTHING = INSTRUMENTS.map(({ id }) => id);

describe('the layout', () => {
  it('never lets two overlap, cover the middle or leave the box', () => {
    const width = fc.integer({ min: 320, max: 3840 });
    const height = fc.integer({ min: 240, max: 2160 });
    const ratio = fc.constantFrom(1, 1.25, 1.5, 2, 3);
    fc.assert(
      fc.property(width, height, ratio, (w, h, r) => {
        const box = { width: w, height: h };
        const rects = rectsOf(layOut(box, r));
        rects.forEach(([name, rect], index) => {
          expect(contains({ x: 0, y: 0, ...box }, rect), name).toBe(true);
          expect(overlap(rect, centreThird(box)), name).toBe(false);
          for (const [other, otherRect] of rects.slice(index + 1)) {
            expect(overlap(rect, otherRect), `${name} and ${other}`).toBe(false);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('has room for everything from a window of 640x480 up', () => {
    const sizes = [
      [640, 480],
      [800, 600],
      [1280, 720],
      [1920, 1080],
      [2560, 1440],
      [3840, 2160],
      [3440, 1440],
    ] as const;
    for (const [width, height] of sizes) {
      expect(namesAt(width, height), `${width}x${height}`).toEqual(EVERYTHING);
      expect(layOut({ width, height }, 1).places.telemetry?.variant, `${width}x${height}`).toBe('full');
    }
  });

  it('shortens the telemetry in a tile of 320x240 and keeps the rest but the figure of a body', () => {
    expect(namesAt(320, 240)).toEqual(EVERYTHING.filter((name) => name !== 'body'));
    expect(layOut({ width: 320, height: 240 }, 2).places.telemetry?.variant).toBe('short');
  });

  it('drops what could not be read before it drops the latency', () => {
    expect(namesAt(213, 120)).toContain('latency');
    expect(namesAt(213, 120)).not.toContain('compass');
    expect(namesAt(0, 0)).toEqual([]);
  });

  it('gives the dials 120 px of every 480 px of height', () => {
    for (const height of [480, 720, 1080]) {
      const { attitude } = layOut({ width: (height * 16) / 9, height }, 1).places;
      expect(attitude?.height).toBe(height / 4);
    }
  });

  it('puts the compass bottom left, the attitude bottom right, telemetry top right, CPU top left', () => {
    const { compass, attitude, telemetry, cpu, latency, fps } = layOut({ width: 1280, height: 720 }, 1).places;
    expect(compass?.x).toBe(12);
    expect((compass?.y ?? 0) + (compass?.height ?? 0)).toBe(708);
    expect((attitude?.x ?? 0) + (attitude?.width ?? 0)).toBe(1268);
    expect((telemetry?.x ?? 0) + (telemetry?.width ?? 0)).toBe(1268);
    expect([telemetry?.y, cpu?.x, cpu?.y]).toEqual([12, 12, 12]);
    expect(latency?.x).toBe((compass?.x ?? 0) + (compass?.width ?? 0) + 12);
    expect((fps?.y ?? 0) + (fps?.height ?? 0)).toBe(latency?.y);
  });
});
