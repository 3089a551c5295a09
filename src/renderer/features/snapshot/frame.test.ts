import { describe, expect, it } from 'vitest';
import { frameSnapshot, inSnapshot } from './frame';

const hd = { width: 1920, height: 1080 };

describe('a snapshot', () => {
  it('without instruments is the picture at its full size, however small it is shown', () => {
    const frame = frameSnapshot(hd, { x: 10, y: 20, width: 640, height: 480 }, false);
    expect(frame).toMatchObject({ width: 1920, height: 1080, picture: { x: 0, y: 0, width: 1920, height: 1080 } });
  });

  it('with instruments has the bars beside the picture, for they may stand there', () => {
    const frame = frameSnapshot(hd, { x: 10, y: 20, width: 640, height: 480 }, true);
    expect(frame).toMatchObject({ width: 1920, height: 1440, picture: { x: 0, y: 180, width: 1920, height: 1080 } });
    expect(inSnapshot({ x: 10 + 64, y: 20 + 48, width: 32, height: 16 }, frame)).toEqual({
      x: 192,
      y: 144,
      width: 96,
      height: 48,
    });
  });

  it('is no larger than a canvas can be', () => {
    const frame = frameSnapshot({ width: 7680, height: 4320 }, { x: 0, y: 0, width: 300, height: 900 }, true);
    expect(Math.max(frame.width, frame.height)).toBe(8192);
    const { picture } = frame;
    expect(picture.width / picture.height).toBeCloseTo(16 / 9, 2);
  });
});
