import { describe, expect, it } from 'vitest';
import { firstSeen, latencies, recoveries } from './match.mjs';

const MS = 1e6;
/** Numbers that came to the screen, a millisecond apart. @param {number[]} ids */
const onScreen = (...ids) => ids.map((id, n) => ({ id, at: n * MS }));

describe('firstSeen', () => {
  it('counts on where the numbers begin again', () => {
    expect([...firstSeen(onScreen(4, 8, 9, 0, 1), 10).keys()]).toEqual([4, 8, 9, 10, 11]);
  });

  it('takes the first time that a picture stood there, also when an older one comes back', () => {
    const first = firstSeen(onScreen(3, 4, 3, 4, 5), 10);
    expect([...first]).toEqual([
      [3, 0],
      [4, 1 * MS],
      [5, 4 * MS],
    ]);
  });

  it('passes over a screen without a strip, and numbers that the clip does not have', () => {
    expect([...firstSeen(onScreen(-1, 99, 2), 10).keys()]).toEqual([2]);
  });
});

describe('latencies', () => {
  const sent = { sent: [0, 10, 20, 30].map((ms) => ms * MS), clipPictures: 10, late: 0 };

  it('is from the last byte to the screen, for those pictures that were seen', () => {
    const seen = [
      { id: 1, at: 15 * MS },
      { id: 3, at: 32 * MS },
    ];
    expect(latencies(sent, seen, 0)).toEqual([
      { picture: 1, ms: 5 },
      { picture: 3, ms: 2 },
    ]);
    expect(latencies(sent, seen, 2)).toEqual([{ picture: 3, ms: 2 }]);
  });

  it('is negative for a picture that was shown before its last byte', () => {
    expect(latencies(sent, [{ id: 2, at: 19 * MS }], 0)).toEqual([{ picture: 2, ms: -1 }]);
  });
});

describe('recoveries', () => {
  const sent = { sent: [0, 100, 101, 102, 130, 140].map((ms) => ms * MS), clipPictures: 10, late: 0 };
  const stalls = { every: 2, from: 0, normalMs: 10 };

  it('ends with the first picture that is no later than usual', () => {
    const shown = [
      { picture: 1, ms: 40 },
      { picture: 2, ms: 8 },
      { picture: 3, ms: 5 },
    ];
    expect(recoveries(sent, shown, stalls)[0]).toBe(9);
  });

  it('has no end where every picture up to the next stall was late', () => {
    expect(recoveries(sent, [{ picture: 1, ms: 40 }], stalls)[0]).toBe(Number.POSITIVE_INFINITY);
  });
});
