import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PictureLog } from './picture-log';

const unit = (receiveUs: number, captureUs?: number) => ({
  data: new Uint8Array(1),
  key: false,
  receiveUs,
  ...(captureUs === undefined ? {} : { captureUs }),
});

describe('the log of pictures on their way', () => {
  it('names a picture by its receive time', () => {
    expect(new PictureLog().enter(unit(1_000_000.4), 0)).toBe(1_000_000);
  });

  it('gives unique, rising whole names for any receive times', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 50 }), (times) => {
        const log = new PictureLog();
        let last = 0;
        for (const time of times) {
          const name = log.enter(unit(time), 0);
          expect(Number.isSafeInteger(name) && name > last).toBe(true);
          last = name;
        }
      }),
    );
  });

  it('keeps the order and the distances in which pictures that are played back are shown', () => {
    const log = new PictureLog();
    const wall = Date.UTC(2026, 10, 21) * 1000;
    const played = (us: number, run: number, key = false) => ({ ...unit(wall + us), key, run });
    const names = [0, 120_000, 40_000, 80_000].map((us) => log.enter(played(us, 1, us === 0), 0));
    expect(names.map((name) => name - names[0]!)).toEqual([0, 120_000, 40_000, 80_000]);
    const again = [0, 120_000, 40_000].map((us) => log.enter(played(us, 1, us === 0), 0));
    const earlier = log.enter(played(-5e6, 2, true), 0);
    expect(Math.min(...again)).toBeGreaterThan(Math.max(...names));
    expect(earlier).toBeGreaterThan(Math.max(...again));
  });

  it('gives unique whole names to whatever is played back', () => {
    const time = fc.double({ noNaN: true, noDefaultInfinity: true });
    const picture = fc.record({ time, key: fc.boolean(), run: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(picture, { maxLength: 50 }), (pictures) => {
        const log = new PictureLog();
        const names = pictures.map(({ time: us, key, run }) => log.enter({ ...unit(us), key, run }, 0));
        expect(new Set(names).size).toBe(names.length);
        expect(names.every((name) => Number.isSafeInteger(name) && name > 0)).toBe(true);
      }),
    );
  });

  it('finds a name that came back as seconds', () => {
    const log = new PictureLog();
    const name = log.enter(unit(2 ** 50 - 3), 5);
    expect(log.shown(Math.round((name / 1e6) * 1e6))).toMatchObject({ pushedUs: 5 });
  });

  it('gives a picture its times once', () => {
    const log = new PictureLog();
    const name = log.enter({ ...unit(100, 50), sentUs: 120 }, 7);
    log.decoded(name, 9);
    expect(log.shown(name)).toEqual({ receiveUs: 100, captureUs: 50, sentUs: 120, pushedUs: 7, decodedUs: 9 });
    expect(log.shown(name)).toBeUndefined();
  });

  it('forgets the eldest when pictures are never shown', () => {
    const log = new PictureLog();
    for (let n = 1; n <= 1000; n++) log.enter(unit(n), n);
    expect(log.size).toBe(256);
    expect(log.shown(744)).toBeUndefined();
    expect(log.shown(745)).toBeDefined();
  });
});
