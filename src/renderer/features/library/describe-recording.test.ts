import { describe, expect, it } from 'vitest';
import type { LibraryRecording } from '#contracts/library';
import { english } from '#core/texts/english';
import { inWords } from '#core/texts/fixtures/in-words';
import { conditionOf, formatStart, summaryOf } from './describe-recording';

const recording: LibraryRecording = {
  id: '00000001',
  name: 'Flight',
  file: 'Rover.mp4',
  stream: 'Rover',
  state: 'finished',
  pinned: false,
  startedUs: 0,
  durationUs: 7e6,
  bytes: 1,
  lost: 0,
  gaps: 0,
  marks: 0,
};

describe('how a recording is', () => {
  it.each([
    [{}, 'whole', 'Whole'],
    [{ state: 'recording', gaps: 1 }, 'recording', 'Recording'],
    [{ state: 'recovered' }, 'repaired', 'Repaired'],
    [{ gaps: 1 }, 'gap', '1 gap'],
    [{ gaps: 2, lost: 1 }, 'gap', '2 gaps, 1 picture lost'],
    [{ lost: 3, state: 'recovered' }, 'gap', '3 pictures lost, repaired'],
  ] as const)('of %j is said in words', (change, kind, words) => {
    expect(inWords(conditionOf({ ...recording, ...change }))).toMatchObject({ kind, words });
  });

  it('has a sign of its own shape', () => {
    const all = [{}, { state: 'recording' }, { state: 'recovered' }, { gaps: 1 }] as const;
    expect(new Set(all.map((change) => conditionOf({ ...recording, ...change }).glyph)).size).toBe(4);
  });
});

it('a start is the time on this machine’s clock', () => {
  expect(formatStart(new Date(2026, 10, 21, 8, 5, 9).getTime() * 1000, english)).toBe('21 Nov 2026, 08:05:09');
});

it.each([
  [1, 1, '1 recording, 4.8 MB'],
  [1, 12, '1 of 12 recordings, 1.2 MB of 4.8 MB'],
  [0, 3, '0 of 3 recordings, 0 kB of 4.8 MB'],
])('says how many there are, and how large: %d of %d', (found, total, words) => {
  const state = {
    isOpen: true,
    mayChange: true,
    canOpen: false,
    canShow: false,
    deleted: [],
    recordings: [],
    request: 1,
    first: 0,
  };
  const summary = summaryOf({ ...state, found, foundBytes: found === 0 ? 0 : 1.2e6, total, totalBytes: 4.8e6 });
  expect(english(summary)).toBe(words);
});
