import { describe, expect, it } from 'vitest';
import { scaleFor } from '#core/instruments/shared/scale';
import { english } from '#core/texts/english';
import { type Canvas, Painter, type Surface } from './painter';

const surface: Surface = {
  width: 100,
  height: 50,
  ratio: 2,
  fonts: 0,
  scale: scaleFor({ width: 640, height: 480 }),
  say: english,
};

function fakeCanvas(): Canvas & { resized: number } {
  const ink = { setTransform: () => undefined, clearRect: () => undefined } as unknown as CanvasRenderingContext2D;
  let width = 300;
  const canvas = {
    resized: 0,
    get width() {
      return width;
    },
    set width(value: number) {
      width = value;
      canvas.resized += 1;
    },
    height: 150,
    getContext: () => ink,
  };
  return canvas;
}

describe('a painter', () => {
  it('draws once for the same values, however often it is asked', () => {
    const painter = new Painter<{ deg: number | undefined }>(fakeCanvas(), () => undefined);
    expect(painter.paint({ deg: 1 }, surface)).toBe(true);
    expect(painter.paint({ deg: 1 }, { ...surface })).toBe(false);
    expect(painter.paint({ deg: 2 }, surface)).toBe(true);
    expect(painter.paint({ deg: undefined }, surface)).toBe(true);
    expect(painter.paint({ deg: undefined }, surface)).toBe(false);
    expect(painter.draws).toBe(3);
  });

  it('draws again on another screen, at another size, and when a font has come', () => {
    const painter = new Painter<object>(fakeCanvas(), () => undefined);
    painter.paint({}, surface);
    for (const changed of [{ ratio: 1 }, { width: 101 }, { fonts: 1 }]) {
      expect(painter.paint({}, { ...surface, ...changed })).toBe(true);
    }
  });

  it('has as many pixels as the screen, and resizes only when that changes', () => {
    const canvas = fakeCanvas();
    const painter = new Painter<{ deg: number }>(canvas, () => undefined);
    painter.paint({ deg: 1 }, surface);
    expect([canvas.width, canvas.height]).toEqual([200, 100]);
    painter.paint({ deg: 2 }, surface);
    expect(canvas.resized).toBe(1);
    painter.paint({ deg: 2 }, { ...surface, ratio: 1.25 });
    expect([canvas.width, canvas.height]).toEqual([125, 63]);
  });
});
