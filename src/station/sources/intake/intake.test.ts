import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { Hub } from '../../hub/hub';
import { Intake } from './intake';

const read = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../core/bitstream/${path}`, import.meta.url)));
const H264 = read('fixtures/baseline.h264');
const H265 = read('h265/fixtures/plain.h265');

function scene() {
  const stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
  const got: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => got.push(unit) });
  return { stream, got, intake: new Intake(stream) };
}

/** The pictures of the clip of H.265, by the sizes that ffprobe tells. */
function pictures(): Uint8Array[] {
  const { packets } = JSON.parse(Buffer.from(read('h265/fixtures/clips.json')).toString()).plain as {
    packets: { bytes: number }[];
  };
  let at = 0;
  // ffprobe counts the zero_byte in front of a picture to the one before.
  return packets.map(({ bytes }, n) => {
    const from = at;
    at += bytes - (n === 0 ? 1 : 0);
    return H265.subarray(from, n === packets.length - 1 ? H265.length : at);
  });
}

describe('a connection of H.264 or H.265', () => {
  it.each([
    ['h264', H264, 'avc1.42c00b 160x120'],
    ['h265', H265, 'hev1.1.6.L60.90 160x120'],
  ])('shows by its first bytes what it is, however it is cut: %s', async (codec, bytes, format) => {
    for (const size of [1, 3, 1000, bytes.length]) {
      const { stream, got, intake } = scene();
      for (let at = 0; at < bytes.length; at += size) intake.push(bytes.subarray(at, at + size));
      await vi.waitUntil(() => got.length === 12);
      expect(new Set(got.map((unit) => unit.codec))).toEqual(new Set([codec]));
      expect(stream.format).toBe(format);
    }
  });

  it('may be of the other kind the next time', async () => {
    const { got, intake } = scene();
    for (const bytes of [H264, H265, H264]) {
      intake.begin();
      intake.push(bytes);
      const before = got.length;
      await vi.waitUntil(() => got.length >= before + 1);
    }
    expect(new Set(got.map(({ codec }) => codec))).toEqual(new Set(['h264', 'h265']));
  });

  it('of H.265 is not a picture late: what is whole when the socket goes quiet goes on', async () => {
    const { got, intake, stream } = scene();
    for (const [n, picture] of pictures().slice(0, 4).entries()) {
      intake.push(picture);
      await vi.waitUntil(() => got.length === n + 1);
    }
    expect(stream.statistics().pictureEnds).toEqual({ found: 4, waited: {} });
  });

  it('of H.265 that pauses within pictures is not believed again', async () => {
    const { got, intake, stream } = scene();
    const [first, second, ...rest] = pictures();
    intake.push(first!);
    await vi.waitUntil(() => got.length === 1);
    intake.push(second!.subarray(0, 60));
    await vi.waitUntil(() => got.length === 2);
    intake.push(second!.subarray(60));
    for (const picture of rest) intake.push(picture);
    // The false one was told of, and all up to the next key picture is left out; the last waits for another.
    expect(got.slice(2).map(({ key }) => key)).toEqual([true, false, false, false, false, true]);
    expect(stream.statistics().faults).toBeGreaterThan(0);
    expect(Object.keys(stream.statistics().pictureEnds.waited)).toHaveLength(1);
  });

  it('of H.265 in packets gives each picture at once', () => {
    const { got, intake } = scene();
    for (const [n, picture] of pictures().entries()) {
      intake.pushPicture(picture);
      expect(got).toHaveLength(n + 1);
    }
  });
});

describe('a connection of JPEG', () => {
  /** 16x16 in its outer form: nothing looks at what its tables and its scan hold. */
  const SOF = [0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0];
  const DHT = [0xff, 0xc4, 0, 2];
  const jpeg = Uint8Array.of(
    0xff,
    0xd8,
    ...SOF,
    ...DHT,
    0xff,
    0xda,
    0,
    8,
    1,
    1,
    0,
    0,
    63,
    0,
    ...Array(100).fill(1),
    0xff,
    0xd9,
  );

  it('shows by its first bytes what it is, in packets or laid end to end', () => {
    const packets = scene();
    packets.intake.pushPicture(jpeg);
    const bytes = scene();
    for (let at = 0; at < 2 * jpeg.length; at += 100) {
      bytes.intake.push(new Uint8Array(Buffer.concat([jpeg, jpeg])).subarray(at, at + 100));
    }
    expect(packets.got.map(({ codec, data }) => [codec, data.length])).toEqual([['jpeg', jpeg.length]]);
    expect(bytes.got.map(({ data }) => data.length)).toEqual([jpeg.length, jpeg.length]);
  });

  it('says why a picture was dropped, and goes on with the next one, which stands alone', () => {
    const { got, intake, stream } = scene();
    intake.begin('jpeg');
    intake.pushPicture(jpeg);
    expect(intake.pushPicture(jpeg.subarray(0, 20))).toBe('truncated');
    intake.lost();
    intake.pushPicture(jpeg);
    expect(got).toHaveLength(2);
    expect(stream.statistics().faults).toBe(2);
  });
});
