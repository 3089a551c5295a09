import { describe, expect, it } from 'vitest';
import { FrameRate } from './fps';

describe('pictures per second', () => {
  it('is unknown before the first picture', () => {
    expect(new FrameRate().perSecond(5e6)).toBeUndefined();
  });

  it('counts those of the last second', () => {
    const rate = new FrameRate();
    for (let n = 0; n < 90; n++) rate.shown(n * 33_334);
    expect(rate.perSecond(89 * 33_334)).toBe(30);
  });

  it('falls to nought when the pictures stop', () => {
    const rate = new FrameRate();
    rate.shown(0);
    expect(rate.perSecond(999_999)).toBe(1);
    expect(rate.perSecond(1e6)).toBe(0);
  });

  it('counts pictures whose presentation was told together', () => {
    const rate = new FrameRate();
    rate.shown(0, 3);
    expect(rate.perSecond(0)).toBe(3);
  });

  it('is bounded', () => {
    const rate = new FrameRate();
    for (let n = 0; n < 10_000; n++) rate.shown(0, 1e9);
    expect(rate.perSecond(0)).toBe(512);
  });

  it('is unknown again after a reset', () => {
    const rate = new FrameRate();
    rate.shown(0);
    rate.reset();
    expect(rate.perSecond(0)).toBeUndefined();
  });
});
