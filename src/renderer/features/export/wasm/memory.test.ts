import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { inWords } from '#core/texts/fixtures/in-words';
import { bytesNeeded, judgeMemory, MAX_BYTES, type Work } from './memory';

const HD = { width: 1920, height: 1080 };
const film = (seconds: number, rate: Extract<Work['output'], { kind: 'reencode' }>['rate']): Work => ({
  output: { kind: 'reencode', overlay: true, height: 'original', rate },
  picture: HD,
  seconds,
});

describe('the memory that a clip needs in a browser', () => {
  it('is told before it begins, with what it is of', () => {
    expect(inWords(judgeMemory(film(10, { quality: 'good' })))).toMatchObject({
      fits: true,
      message: 'Made in this window, at a limit of 2 GB: this clip needs about 270 MB.',
    });
  });

  it('refuses what does not fit, and says how much of it would', () => {
    const long = judgeMemory(film(3600, { kilobitsPerSecond: 8000 }));
    expect(inWords(long)).toMatchObject({ fits: false, message: expect.stringContaining('5.7 GB') });
    const tip = english(long.tip);
    expect(tip).toMatch(/^Take no more than (\d+) min of it, or a smaller size or a lower quality\.$/);
    const minutes = Number(/\d+/.exec(tip)?.[0]);
    expect(judgeMemory(film(minutes * 60, { kilobitsPerSecond: 8000 })).fits).toBe(true);
    expect(judgeMemory(film((minutes + 1) * 60, { kilobitsPerSecond: 8000 })).fits).toBe(false);
  });

  it('counts pictures too large for it, however short', () => {
    const work = { ...film(1, { quality: 'small' }), picture: { width: 8192, height: 4320 } };
    expect(inWords(judgeMemory(work))).toMatchObject({ fits: false, tip: 'Take a smaller size or a lower quality.' });
  });

  it('grows with length, size and rate', () => {
    const seconds = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(seconds, seconds, fc.constantFrom('gif', 'webp', 'film'), (a, b, kind) => {
        const work = (length: number): Work =>
          kind === 'film'
            ? film(length, { quality: 'best' })
            : { ...film(length, { quality: 'best' }), output: { kind, overlay: false, height: 480, fps: 10 } };
        expect(bytesNeeded(work(a)) <= bytesNeeded(work(b))).toBe(a <= b);
        expect(bytesNeeded(work(a)) <= MAX_BYTES).toBe(judgeMemory(work(a)).fits);
      }),
    );
  });
});
