import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initSegment } from '../write/init-segment';
import { mediaSegment, type Sample } from '../write/media-segment';
import { sampleEntryOf } from '../write/sample-entry';
import type { AudioTrack, VideoTrack } from '../write/track';
import { readRecordedFragment } from './recorded-fragment';
import { readRecordedMovie } from './recorded-movie';

const video: VideoTrack = {
  kind: 'video',
  trackId: 1,
  timescale: 1_000_000,
  width: 320,
  height: 240,
  codec: { type: 'jpeg' },
};
const audio: AudioTrack = {
  kind: 'audio',
  trackId: 2,
  timescale: 8000,
  channels: 1,
  sampleRateHz: 8000,
  codec: { type: 'pcma' },
};
/** Offset 0 is that of its first box. */
const boxOf = (file: Uint8Array, type: string) => {
  const at = Buffer.from(file).indexOf(type) - 4;
  return file.slice(at, at + Buffer.from(file).readUInt32BE(at));
};
const moov = boxOf(initSegment([video, audio]), 'moov');
const tracks = readRecordedMovie(moov);
const MOOF_AT = 5000;

describe('the head of a recording', () => {
  it('says what its tracks are, and keeps their entries as they are', () => {
    expect(tracks).toMatchObject([
      { trackId: 1, format: { kind: 'video', timescale: 1_000_000, width: 320, height: 240 } },
      { trackId: 2, format: { kind: 'audio', timescale: 8000, channels: 1, sampleRateHz: 8000 } },
    ]);
    expect(tracks.map(({ format }) => sampleEntryOf(format))).toEqual([video, audio].map(sampleEntryOf));
  });

  it.each([2, 3, 4, 5, 6, 7, 8] as const)('says that its pictures are turned by orientation %i', (orientation) => {
    const turned = { ...video, orientation };
    const head = initSegment([turned]);
    const [read] = readRecordedMovie(boxOf(head, 'moov'));
    expect(read?.format).toMatchObject({ width: 320, height: 240, orientation });
    // What is copied is turned alike.
    expect(initSegment([{ ...turned, ...read?.format, trackId: 1 } as VideoTrack])).toEqual(head);
  });

  it('is read of any bytes without a throw', () => {
    fc.assert(
      fc.property(fc.nat(moov.length - 1), fc.nat(255), fc.nat(moov.length), (at, byte, length) => {
        const broken = moov.slice(0, length);
        if (at < length) broken[at] = byte;
        readRecordedMovie(broken);
      }),
    );
  });
});

describe('a fragment of a recording', () => {
  const sampleArbitrary = fc.record({
    data: fc.uint8Array({ minLength: 1, maxLength: 20 }),
    duration: fc.nat(2 ** 32 - 1),
    key: fc.boolean(),
    compositionOffset: fc.integer({ min: -1000, max: 1000 }),
  });

  it('says where each picture lies, however its samples are told', () => {
    fc.assert(
      fc.property(fc.array(sampleArbitrary, { minLength: 1, maxLength: 20 }), (samples: readonly Sample[]) => {
        const sound = { data: new Uint8Array(9).fill(7), key: true, duration: 1, count: 9 };
        const bytes = Buffer.concat(
          mediaSegment({
            sequence: 1,
            tracks: [
              { trackId: 1, baseDecodeTime: 2 ** 33, samples },
              { trackId: 2, baseDecodeTime: 5, samples: [sound] },
            ],
          }),
        );
        const [pictures, heard] = readRecordedFragment(boxOf(bytes, 'moof'), MOOF_AT, tracks) ?? [];
        expect(pictures).toMatchObject({ baseTime: 2 ** 33, track: { trackId: 1 } });
        const found = (pictures?.samples ?? []).flatMap(({ offset, bytes: length, count, ...told }) =>
          Array.from({ length: count }, (_, n) => {
            const from = offset - MOOF_AT + n * length;
            return { ...told, data: [...bytes.subarray(from, from + length)] };
          }),
        );
        expect(found).toEqual(samples.map(({ data, ...told }) => ({ ...told, data: [...(data as Uint8Array)] })));
        expect(heard).toMatchObject({ baseTime: 5, samples: [{ bytes: 1, duration: 1, count: 9 }] });
      }),
    );
  });

  it('is read of any bytes without a throw, and bounded by them', () => {
    const samples = [1, 2, 3].map((n) => ({ data: new Uint8Array(n), duration: n, key: n === 1 }));
    const moof = boxOf(
      Buffer.concat(mediaSegment({ sequence: 1, tracks: [{ trackId: 1, baseDecodeTime: 0, samples }] })),
      'moof',
    );
    fc.assert(
      fc.property(fc.nat(moof.length - 1), fc.nat(255), fc.nat(moof.length), (at, byte, length) => {
        const broken = moof.slice(0, length);
        if (at < length) broken[at] = byte;
        for (const run of readRecordedFragment(broken, 0, tracks) ?? []) {
          expect(run.samples.length).toBeLessThan(broken.length);
        }
      }),
    );
  });
});
