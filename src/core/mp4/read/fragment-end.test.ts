import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaSegment, type TrackRun } from '../write/media-segment';
import { fragmentEnd } from './fragment-end';

const sound: TrackRun = {
  trackId: 2,
  baseDecodeTime: 77,
  samples: [{ data: new Uint8Array(9), key: true, duration: 1, count: 9 }],
};

/** A fragment's `moof`, out of what stands in front of its samples. */
function moofOf(...tracks: TrackRun[]): Uint8Array {
  const [head = new Uint8Array()] = mediaSegment({ sequence: 1, tracks });
  return head.subarray(0, -8);
}

function picturesOf(durations: readonly number[], offset = 0, baseDecodeTime = 2 ** 33 + 5): TrackRun {
  const samples = durations.map((duration, i) => ({
    data: new Uint8Array(3),
    duration,
    key: i === 0,
    compositionOffset: offset,
  }));
  return { trackId: 1, baseDecodeTime, samples };
}

describe('the end of a fragment', () => {
  it('is read however its times are told: each, once for all, and with offsets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2 ** 32 - 1), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -9, max: 9 }),
        fc.boolean(),
        (times, offset, isEven) => {
          const durations = isEven ? times.map(() => times[0]!) : times;
          const endUs = durations.reduce((sum, us) => sum + us, 2 ** 33 + 5);
          const moof = moofOf(picturesOf(durations, offset), sound);
          expect(fragmentEnd(moof)).toEqual({ pictures: durations.length, endUs });
        },
      ),
    );
  });

  it('is that of its pictures alone', () => {
    expect(fragmentEnd(moofOf(sound))).toEqual({ pictures: 0, endUs: 0 });
  });

  it('is not made up where a run is longer than its box', () => {
    const moof = Uint8Array.from(moofOf(picturesOf([1, 2, 3])));
    const trun = Buffer.from(moof).indexOf('trun');
    new DataView(moof.buffer).setUint32(trun + 8, 4);
    expect(fragmentEnd(moof)).toBeUndefined();
  });

  it('is read of any bytes without a throw', () => {
    const moof = moofOf(picturesOf([1, 2, 3]), sound);
    fc.assert(
      fc.property(fc.nat(moof.length - 1), fc.nat(255), fc.nat(moof.length), (at, byte, length) => {
        const broken = moof.slice(0, length);
        if (at < length) broken[at] = byte;
        fragmentEnd(broken);
      }),
    );
  });
});
