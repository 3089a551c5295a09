import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PictureIndex } from '../picture-index';
import { RawStreamIndexer } from './raw-stream-indexer';

const fixtures = new URL('../../bitstream/fixtures/', import.meta.url);
const pictures = JSON.parse(readFileSync(new URL('clips.json', fixtures), 'utf8')).baseline as { bytes: number }[];
const clip = readFileSync(new URL('baseline.h264', fixtures));

describe('the index of a raw stream', () => {
  it('has every picture behind one that never came', () => {
    const [first = 0, second = 0] = pictures.map(({ bytes }) => bytes);
    const file = Buffer.concat([clip.subarray(0, first), clip.subarray(first + second)]);
    const index = new PictureIndex();
    const indexer = new RawStreamIndexer('h264', index);
    indexer.push(file, true);
    expect(indexer.faults).toBe(1);
    expect(index.count).toBe(pictures.length - 1);
    const places = Array.from({ length: index.count }, (_, n) => ({ at: index.offset(n), bytes: index.bytes(n) }));
    // They lie one behind the other, and are the whole file.
    expect(places.every(({ bytes }) => bytes > 0)).toBe(true);
    const ends = places.map(({ at, bytes }) => at + bytes);
    expect(places.map(({ at }) => at)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(file.length);
  });
});
