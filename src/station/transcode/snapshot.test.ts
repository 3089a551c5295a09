import { beforeEach, describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { nowUs } from '../clock';
import { findFfmpeg } from '../find-ffmpeg';
import { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import { encodedPictures } from '../services/recorder/fixtures/judge';
import { numberedJpegs, numberedUnits, numberIn } from './fixtures/numbered';
import { Snapshots } from './snapshot';

const units = numberedUnits(10, 10);
let stream: Stream;
beforeEach(() => {
  stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
});
const snapshots = (find = () => findFfmpeg()) => new Snapshots({ findFfmpeg: find, waitMs: 200 });

describe('a snapshot', () => {
  it('is the newest picture, though others stand between it and the key picture', async () => {
    for (const unit of units.slice(0, 8)) stream.publish({ ...unit, receiveUs: nowUs() });
    const taken = await snapshots().take(stream);
    if (!taken.ok) throw new Error(english(taken.message));
    expect(numberIn(taken.jpeg)).toBe(7);
    expect(stream.wanted).toBe(false);
  });

  it('is the newest picture of H.265 in open groups, of which a decoder skips the first', async () => {
    // x265 opens its groups where it may.
    const h265 = encodedPictures('h265', 24, 8, '320x240', 'bframes=2:b-adapt=0:open-gop=1');
    for (const unit of h265) stream.publish({ ...unit, receiveUs: nowUs() });
    expect(await snapshots().take(stream)).toMatchObject({ ok: true });
  });

  it('is the picture itself where that is a JPEG, with no ffmpeg', async () => {
    const [data = new Uint8Array()] = numberedJpegs(1);
    stream.publish({ data, key: true, codec: 'jpeg', receiveUs: 7 });
    expect(await snapshots(() => undefined).take(stream)).toEqual({ ok: true, jpeg: data, receiveUs: 7 });
  });

  it('is of the first picture to come where there is none yet, and has the stream fetched meanwhile', async () => {
    stream.onWanted((wanted) => {
      if (wanted) setImmediate(() => stream.publish({ ...units[0]!, receiveUs: nowUs() }));
    });
    const taken = await snapshots().take(stream);
    expect(taken.ok && numberIn(taken.jpeg)).toBe(0);
    expect(stream.wanted).toBe(false);
  });

  it('is made once for all who ask at a time', async () => {
    for (const unit of units) stream.publish({ ...unit, receiveUs: nowUs() });
    const all = snapshots();
    const [first, second] = await Promise.all([all.take(stream), all.take(stream)]);
    expect(first).toBe(second);
  });

  it('says why there is none', async () => {
    expect(await snapshots().take(stream)).toMatchObject({ ok: false, cause: 'no-picture' });
    stream.publish({ data: Uint8Array.of(0, 0, 1, 0x65), codec: 'h264', key: true, receiveUs: nowUs() });
    expect(await snapshots().take(stream)).toMatchObject({ ok: false, cause: 'undecodable' });
    expect(await snapshots(() => undefined).take(stream)).toMatchObject({ ok: false, cause: 'no-decoder' });
    expect(await snapshots(() => '/nowhere/ffmpeg').take(stream)).toMatchObject({ ok: false, cause: 'undecodable' });
  });

  it('that takes long is not called undecodable', async () => {
    for (const unit of units) stream.publish({ ...unit, receiveUs: nowUs() });
    const slow = new Snapshots({ findFfmpeg: () => findFfmpeg(), waitMs: 200, decodeMs: 0 });
    expect(await slow.take(stream)).toMatchObject({ ok: false, cause: 'too-slow' });
  });

  it('is not made for more than a few at a time', async () => {
    const all = snapshots();
    const hub = new Hub();
    const asked = Array.from({ length: 6 }, (_, n) => {
      const one = hub.add({ id: String(n), name: '', kind: 'push', video: '', telemetry: '' });
      return all.take(one);
    });
    const causes = (await Promise.all(asked)).map((one) => !one.ok && one.cause);
    expect(causes.filter((cause) => cause === 'busy')).toHaveLength(2);
  });
});
