import { describe, expect, it } from 'vitest';
import type { AnnouncedStream } from '#contracts/broker';
import { Directory } from './directory';

const MOST_STATIONS = 64;
const MOST_STREAMS = 256;

describe('the other stations at a broker', () => {
  it('are 64 at most; those that are known go on to be heard', () => {
    const directory = new Directory();
    for (let n = 0; n < MOST_STATIONS; n++) expect(directory.heard(`station ${n}`, [], 0)).toBe(true);
    expect(directory.heard('more', [], 0)).toBe(false);
    expect(directory.list()).toHaveLength(MOST_STATIONS);
    expect(directory.heard('station 7', [], 5)).toBe(true);
    expect(directory.get('station 7')?.heardUs).toBe(5);
    directory.left('station 7');
    expect(directory.heard('more', [], 5)).toBe(true);
  });

  it('have 256 streams each, at most', () => {
    const directory = new Directory();
    const streams = Array.from({ length: MOST_STREAMS + 1 }, (_, n) => ({ id: `${n}` }) as AnnouncedStream);
    directory.heard('large', streams, 0);
    expect(directory.get('large')?.streams).toHaveLength(MOST_STREAMS);
  });
});
