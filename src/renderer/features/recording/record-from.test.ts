import { describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { inWords } from '#core/texts/fixtures/in-words';
import { describeStart, recordStarts } from './record-from';

const offered = (keptS: number, behindS?: number) => recordStarts(keptS, behindS).map(({ label }) => english(label));

const startInWords = (...of: Parameters<typeof describeStart>) => english(describeStart(...of));

describe('where a recording can begin', () => {
  it('is now, and one and five minutes ago, as far as is kept', () => {
    expect(offered(0)).toEqual(['From now on']);
    expect(offered(20)).toEqual(['From now on', 'From the oldest picture kept, 0:20 ago']);
    expect(offered(59.5)).toEqual(['From now on', 'From 1 minute ago']);
    expect(offered(180).at(-1)).toBe('From the oldest picture kept, 3:00 ago');
    expect(offered(900)).toEqual(['From now on', 'From 1 minute ago', 'From 5 minutes ago']);
  });

  it('is the picture shown, for who looks back', () => {
    expect(inWords(recordStarts(300, 42)[1])).toEqual({ secondsBefore: 42, label: 'From the picture shown, 0:42 ago' });
  });

  it('is said, with what is not kept', () => {
    expect(startInWords(0, 0)).toBe('Recording from now on.');
    expect(startInWords(60, 0)).toBe('Recording from now on: nothing is kept of before.');
    expect(startInWords(60, 20)).toBe('Recording from 0:20 ago: no more is kept.');
    expect(startInWords(60, 61)).toBe('Recording from 1:00 ago.');
  });
});
