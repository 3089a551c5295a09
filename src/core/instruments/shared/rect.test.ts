import { describe, expect, it } from 'vitest';
import { contains, overlap, pictureRect, snap } from './rect';

const box = { x: 10, y: 10, width: 20, height: 20 };

describe('rectangles', () => {
  it('do not overlap when they only touch', () => {
    expect(overlap(box, { x: 30, y: 10, width: 5, height: 5 })).toBe(false);
    expect(overlap(box, { x: 29, y: 29, width: 5, height: 5 })).toBe(true);
    expect(overlap(box, { x: 15, y: 15, width: 1, height: 1 })).toBe(true);
  });

  it('contain themselves', () => {
    expect(contains(box, box)).toBe(true);
    expect(contains(box, { ...box, width: 21 })).toBe(false);
    expect(contains(box, { ...box, x: 9 })).toBe(false);
  });

  it('snap to device pixels', () => {
    const snapped = snap({ x: 10.3, y: 7.7, width: 99.1, height: 40 }, 1.5);
    for (const edge of [snapped.x, snapped.y, snapped.width, snapped.height]) {
      expect((edge * 1.5) % 1).toBeCloseTo(0, 9);
    }
    expect(snap(box, 1)).toEqual(box);
  });
});

it('stands a picture in the middle of a box, as large as its shape allows', () => {
  expect(pictureRect({ width: 640, height: 480 }, { width: 1280, height: 720 })).toEqual({
    ...{ x: 160, y: 0, width: 960, height: 720 },
  });
  expect(pictureRect({ width: 1920, height: 1080 }, { width: 640, height: 480 })).toEqual({
    ...{ x: 0, y: 60, width: 640, height: 360 },
  });
});
