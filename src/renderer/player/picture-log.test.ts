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
