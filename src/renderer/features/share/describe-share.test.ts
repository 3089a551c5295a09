import { describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { inWords } from '#core/texts/fixtures/in-words';
import { describeAudience, describeFigures } from './describe-share';

describe('what is told of a shared camera', () => {
  it('says who sees it', () => {
    expect(inWords(describeAudience({ watchedBy: 0 }))).toBe('Connecting to the station…');
    expect(inWords(describeAudience({ stream: 'a', watchedBy: 0 }))).toBe('Sharing. Nobody watches at this moment.');
    expect(inWords(describeAudience({ stream: 'a', watchedBy: 3 }))).toBe('Sharing. Watched by 3.');
  });

  it('says what goes out, and what was left out only where something was', () => {
    const figures = { width: 640, height: 480, picturesPerSecond: 29.7, bitsPerSecond: 912_345, dropped: 0 };
    expect(describeFigures({ format: 'h264', figures }, english)).toBe('H.264 · 640×480 · 30/s · 0.9 Mbit/s');
    expect(describeFigures({ format: 'jpeg', figures: { ...figures, width: 0, dropped: 7 } }, english)).toBe(
      'JPEG · 30/s · 0.9 Mbit/s · 7 left out',
    );
  });
});
