import { describe, expect, it } from 'vitest';
import { inWords } from '#core/texts/fixtures/in-words';
import { describeEstimate, estimateOf, formatWait } from './estimate';

const known = { size: { width: 1280, height: 720 }, picturesPerSecond: 30, bytesPerSecond: 250_000 };
const video = { kind: 'reencode', overlay: false, height: 'original', rate: { quality: 'good' } } as const;

describe('what is said of a clip before it is made', () => {
  it('is its own bytes where nothing is made anew', () => {
    expect(estimateOf({ kind: 'lossless' }, known, 20)).toMatchObject({ bytes: 5e6 });
    expect(estimateOf({ kind: 'lossless' }, {}, 20)).toBeUndefined();
  });

  it('follows size, rate, quality and instruments', () => {
    const bytes = (change: object) => estimateOf({ ...video, ...change }, known, 20)?.bytes ?? 0;
    const seconds = (change: object, isInWindow = false) =>
      estimateOf({ ...video, ...change }, known, 20, isInWindow)?.seconds ?? 0;
    expect(bytes({ height: 480 })).toBeCloseTo(bytes({}) * (480 / 720) ** 2);
    expect(bytes({ height: 1080 })).toBe(bytes({}));
    expect(bytes({ fps: 15 })).toBeCloseTo(bytes({}) / 2);
    expect(bytes({ rate: { kilobitsPerSecond: 4000 } })).toBe(10e6);
    expect(bytes({ rate: { quality: 'best' } })).toBeGreaterThan(bytes({}));
    expect(seconds({ overlay: true })).toBeGreaterThan(seconds({}));
    expect(seconds({}, true)).toBeGreaterThan(5 * seconds({}));
  });

  it('is rounded to what can be known', () => {
    expect(inWords(describeEstimate({ bytes: 1.23e6, seconds: 0.6 }))).toBe('About 1.2 MB, made at once.');
    expect(inWords(describeEstimate({ bytes: 4e3, seconds: 63 }))).toBe('About 4 kB, made in about 1 min.');
    expect([0.2, 4.4, 43, 57, 4200].map(formatWait)).toEqual(['1 s', '4 s', '45 s', '1 min', '1 h 10 min']);
  });
});
