import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import { inspectVideo, type VideoFigures } from './inspect-video';

const GOOD: VideoFigures = {
  ...{ format: 'avc1.42c01f 640x480', bitsPerSecond: 2.5e6, picturesPerSecond: 30, groupLength: 30, jitterMs: 3.2 },
  ...{ faults: 0, reconnects: 1, waited: {} },
};
const said = (figures: Partial<VideoFigures>) => inspectVideo({ ...GOOD, ...figures });

describe('the inspection of a video', () => {
  it('tells its figures, and nothing to change where all is well', () => {
    const { rows, advice } = said({});
    expect(rows.map(({ label, value }) => `${english(label)}: ${english(value)}`)).toEqual([
      'Format: avc1.42c01f 640x480',
      'Bit rate: 2.50 Mbit/s',
      'Pictures: 30.0 a second',
      'Key picture: every 30 pictures, 1.0 s',
      'Unevenness: 3 ms',
      'Faults: 0',
      'Held back: 0',
      'One picture late: 0',
      'Connected again: 1',
    ]);
    expect(advice).toEqual([]);
  });

  it.each([
    [{ groupLength: 300 }, /every 10 s.*key interval/],
    [{ jitterMs: 80 }, /80 ms/],
    [{ faults: 2 }, /lost or damaged/],
    [{ heldBack: { 'slice-lost': 3 } }, /lost or damaged/],
    [{ waited: { 'field-picture': 9 } }, /one picture late/],
  ] as const)('says what to change: %j', (figures, sentence) => {
    const { advice } = said(figures);
    expect(advice).toHaveLength(1);
    expect(english(advice[0]!)).toMatch(sentence);
  });

  it('knows nothing of a video that has not come', () => {
    const { rows } = said({ format: '', groupLength: undefined, picturesPerSecond: 0, jitterMs: undefined });
    expect(rows.map(({ value }) => english(value))).toEqual(
      expect.arrayContaining(['unknown', '0.0 a second', 'unknown', '–']),
    );
  });
});
