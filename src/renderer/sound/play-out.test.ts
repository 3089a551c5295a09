import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlayOut } from './play-out';

const LENGTH_US = 20_000;

/** Plays pieces of 20 ms that come `late(n)` µs after their last sample was taken. */
function play(pieces: number, late: (n: number) => number, pictureDelayUs?: number) {
  const playOut = new PlayOut();
  return Array.from({ length: pieces }, (_, n) => {
    const takenUs = n * LENGTH_US;
    const nowUs = takenUs + LENGTH_US + late(n);
    return { takenUs, nowUs, startUs: playOut.place({ takenUs, nowUs, lengthUs: LENGTH_US, pictureDelayUs }) };
  });
}

describe('when sound is heard', () => {
  it('with the picture, where it comes early enough', () => {
    for (const { takenUs, startUs } of play(50, () => 2000, 60_000)) expect(startUs).toBe(takenUs + 60_000);
  });

  it('within 40 ms of a quick picture, where pieces are of 20 ms', () => {
    for (const { takenUs, startUs } of play(50, () => 2000, 12_000)) {
      expect(Math.abs(startUs! - takenUs - 12_000)).toBeLessThan(40_000);
    }
  });

  it('without gap and overlap, where pieces come unevenly', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14_000), { minLength: 60, maxLength: 60 }), (late) => {
        const heard = play(60, (n) => late[n]!, 20_000).filter(({ startUs }) => startUs !== undefined);
        for (const { startUs, nowUs } of heard) expect(startUs).toBeGreaterThanOrEqual(nowUs);
        for (const [n, { startUs }] of heard.entries()) {
          const before = heard[n - 1]?.startUs;
          if (before !== undefined) expect(startUs! - before).toBeGreaterThanOrEqual(LENGTH_US - 15_000);
        }
        expect(heard.length).toBeGreaterThan(50);
      }),
    );
  });

  it('later after a late piece, and sooner again some seconds on', () => {
    const heard = play(400, (n) => (n === 10 ? 100_000 : 1000), 20_000);
    expect(heard[11]!.startUs! - heard[11]!.takenUs).toBeGreaterThan(100_000);
    expect(heard.at(-1)!.startUs! - heard.at(-1)!.takenUs).toBeLessThan(40_000);
  });

  it('never, where it is too late for any use', () => {
    expect(play(1, () => 3_000_000)[0]!.startUs).toBeUndefined();
  });
});
