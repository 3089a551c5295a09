import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { Hub } from '../hub/hub';
import { DetectingIntake } from './detecting-intake';

const read = (path: string) => new Uint8Array(readFileSync(new URL(`../../core/bitstream/${path}`, import.meta.url)));
const H264 = read('fixtures/baseline.h264');
const H265 = read('h265/fixtures/plain.h265');

function scene() {
  const stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
  const got: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => got.push(unit), telemetry: () => undefined, state: () => undefined });
  return { stream, got, intake: new DetectingIntake(stream) };
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
      await vi.waitUntil(() => got.length === 12, { timeout: 10_000 });
      expect(new Set(got.map((unit) => unit.codec ?? 'h264'))).toEqual(new Set([codec]));
      expect(stream.format).toBe(format);
    }
  });

  it('may be of the other kind the next time', async () => {
    const { got, intake } = scene();
    for (const bytes of [H264, H265, H264]) {
      intake.restart();
      intake.push(bytes);
      const before = got.length;
      await vi.waitUntil(() => got.length >= before + 1);
    }
    expect(new Set(got.map(({ codec }) => codec))).toEqual(new Set([undefined, 'h265']));
  });

  it('of H.265 is not a picture late: what is whole when the socket goes quiet goes on', async () => {
    const { got, intake, stream } = scene();
    for (const [n, picture] of pictures().slice(0, 4).entries()) {
      intake.push(picture);
      await vi.waitUntil(() => got.length === n + 1);
    }
    expect(stream.pictureEnds()).toEqual({ found: 4, waited: {} });
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
    expect(Object.keys(stream.pictureEnds().waited)).toHaveLength(1);
  });

  it('of H.265 in packets gives each picture at once', () => {
    const { got, intake } = scene();
    for (const [n, picture] of pictures().entries()) {
      intake.pushPicture(picture);
      expect(got).toHaveLength(n + 1);
    }
  });
});
