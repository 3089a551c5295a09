import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlayOut } from './play-out';

const LENGTH_US = 20_000;
/** What a person does not notice. */
const IN_STEP_US = 40_000;

interface Scene {
  readonly pieces: number;
  /** How late each piece is there, from its last sample to the earliest time at which it can be heard. µs. */
  readonly late: (n: number) => number;
  readonly pictureDelayUs?: number;
  /** The sender's clock against ours: 1.0003 takes 300 ppm longer for a piece than it says. */
  readonly pace?: number;
}

/** One piece as it was heard. */
interface Heard {
  readonly n: number;
  readonly takenUs: number;
  readonly beginUs: number;
  readonly endUs: number;
  /** From taken to heard, at its beginning. */
  readonly delayUs: number;
  readonly joins: boolean;
}

function play({ pieces, late, pictureDelayUs, pace = 1 }: Scene): { heard: Heard[]; playOut: PlayOut } {
  const playOut = new PlayOut();
  const heard: Heard[] = [];
  // What comes late has those behind it come late too: a link keeps the order.
  let thereUs = 0;
  for (let n = 0; n < pieces; n++) {
    const takenUs = n * LENGTH_US * pace;
    thereUs = Math.max(thereUs, takenUs + LENGTH_US * pace + late(n));
    const placing = playOut.place({ takenUs, earliestUs: thereUs, lengthUs: LENGTH_US, pictureDelayUs });
    if (placing.how === 'late') continue;
    const rate = placing.how === 'join' ? placing.rate : 1;
    const endUs = placing.startUs + (LENGTH_US - placing.withoutUs) / rate;
    playOut.placed(endUs, placing.how === 'join' ? placing.withoutUs : 0);
    const delayUs = placing.startUs - placing.withoutUs - takenUs;
    expect(placing.startUs).toBeGreaterThanOrEqual(heard.at(-1)?.endUs ?? 0);
    expect(placing.startUs).toBeGreaterThanOrEqual(placing.how === 'join' ? 0 : thereUs);
    expect(Math.abs(rate - 1)).toBeLessThanOrEqual(0.005);
    heard.push({ n, takenUs, beginUs: placing.startUs, endUs, delayUs, joins: placing.how === 'join' });
  }
  return { heard, playOut };
}

describe('when sound is heard', () => {
  it('with the picture, where it comes early enough', () => {
    const { heard, playOut } = play({ pieces: 50, late: () => 2000, pictureDelayUs: 60_000 });
    for (const { delayUs } of heard) expect(delayUs).toBeCloseTo(60_000, -1);
    expect(playOut.figures).toMatchObject({ underruns: 0, late: 0, leftOutUs: 0 });
    expect(playOut.figures.stepUs).toBeCloseTo(0, -1);
  });

  it('within 40 ms of a quick picture, where pieces are of 20 ms, uneven, and the speakers take 12 ms', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9000), { minLength: 200, maxLength: 200 }), (late) => {
        const { heard } = play({ pieces: 200, late: (n) => 12_000 + late[n]!, pictureDelayUs: 12_000 });
        for (const { delayUs } of heard) expect(Math.abs(delayUs - 12_000)).toBeLessThan(IN_STEP_US);
        // The first seconds find out how late they come.
        expect(heard.filter(({ n }) => n >= 100).length).toBe(100);
      }),
    );
  });

  it('without gaps and never twice, where pieces come unevenly', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14_000), { minLength: 200, maxLength: 200 }), (late) => {
        const { heard, playOut } = play({ pieces: 200, late: (n) => late[n]!, pictureDelayUs: 20_000 });
        const { underruns } = playOut.figures;
        expect(heard.filter(({ joins }) => !joins).length).toBeLessThanOrEqual(1 + underruns);
        expect(underruns).toBeLessThan(8);
      }),
    );
  });

  it('in step all the same, where the machine stands still for a moment every second', () => {
    const { heard } = play({
      pieces: 500,
      late: (n) => 8000 + (n % 50 === 49 ? 150_000 : 0),
      pictureDelayUs: 12_000,
    });
    const out = heard.filter(({ delayUs }) => Math.abs(delayUs - 12_000) > IN_STEP_US);
    expect(out.length).toBeLessThan(10);
    expect(heard.length).toBeGreaterThan(400);
  });

  it('later, where all pieces are too late for that, and sooner again some seconds on', () => {
    const { heard } = play({
      pieces: 600,
      late: (n) => (n >= 100 && n < 300 ? 120_000 : 5000),
      pictureDelayUs: 15_000,
    });
    const at = (n: number) => heard.find((piece) => piece.n === n)?.delayUs ?? Number.NaN;
    expect(at(90)).toBeLessThan(15_000 + IN_STEP_US);
    expect(at(250)).toBeGreaterThan(120_000);
    expect(at(590)).toBeLessThan(15_000 + IN_STEP_US);
    expect(heard.filter(({ n }) => n >= 100 && n < 300).length).toBeGreaterThan(150);
  });

  it('in step for ever with a sender whose clock is another, neither running dry nor filling up', () => {
    for (const pace of [0.9995, 1.0005]) {
      const { heard, playOut } = play({ pieces: 3000, late: () => 5000, pictureDelayUs: 30_000, pace });
      expect(heard.length).toBe(3000);
      expect(playOut.figures).toMatchObject({ underruns: 0, leftOutUs: 0 });
      for (const { delayUs } of heard) expect(Math.abs(delayUs - 30_000)).toBeLessThan(5000);
    }
  });

  it('again after a pause of the sender, which is no fault', () => {
    const playOut = new PlayOut();
    const one = (takenUs: number) => {
      const placing = playOut.place({
        takenUs,
        earliestUs: takenUs + 25_000,
        lengthUs: LENGTH_US,
        pictureDelayUs: 40_000,
      });
      if (placing.how !== 'late') playOut.placed(placing.startUs + LENGTH_US, 0);
      return placing;
    };
    one(0);
    expect(one(5_000_000)).toMatchObject({ how: 'begin', startUs: 5_040_000 });
    expect(playOut.figures.underruns).toBe(0);
  });

  it('with the picture again at once, where the pictures were behind and have caught up', () => {
    const playOut = new PlayOut();
    let last: number | undefined;
    for (let n = 0; n < 20; n++) {
      const takenUs = n * LENGTH_US;
      const pictureDelayUs = n < 10 ? 5e6 : 30_000;
      const placing = playOut.place({ takenUs, earliestUs: takenUs + 25_000, lengthUs: LENGTH_US, pictureDelayUs });
      if (placing.how === 'late') continue;
      if (n === 10) expect(placing.how).toBe('begin');
      playOut.placed(placing.startUs + LENGTH_US, 0);
      last = placing.startUs - takenUs;
    }
    expect(last).toBeCloseTo(30_000, -1);
  });

  it('never, where it is too late for any use', () => {
    const { heard, playOut } = play({ pieces: 3, late: (n) => (n === 1 ? 3e6 : 0), pictureDelayUs: 30_000 });
    expect(heard.map(({ n }) => n)).toEqual([0]);
    expect(playOut.figures).toMatchObject({ underruns: 1, late: 2 });
  });
});
