import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import type { MediaFile } from './media-file';
import { openMediaFile } from './open-media-file';

const run = promisify(execFile);
let folder = '';
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-order-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ffmpeg = (...args: string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args], { cwd: folder });
const SOURCE = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=4', '-pix_fmt', 'yuv420p'];

async function open(name: string): Promise<MediaFile> {
  const read = await openMediaFile(at(name));
  if (!read.ok) throw new Error(english(read.message));
  await read.value.indexed;
  return read.value;
}

/** The places in the order in which they are shown, by stepping. */
function shown({ index }: MediaFile): number[] {
  const places: number[] = [];
  for (let place = index.first; place !== undefined; place = index.after(place)) places.push(place);
  return places;
}

describe('a film of B pictures whose file does not say when each is shown', () => {
  it.each([
    ['H.264', 'h264', ['-c:v', 'libx264', '-bf', '3', '-g', '30'], []],
    ['H.264 in fragments', 'h264', ['-c:v', 'libx264', '-bf', '2'], ['-movflags', 'frag_keyframe+empty_moov']],
    ['H.265', 'hevc', ['-c:v', 'libx265', '-x265-params', 'bframes=3:keyint=30:log-level=none'], ['-tag:v', 'hvc1']],
  ] as const)('%s: plays and steps in the order of the slices', async (_, format, encoder, options) => {
    await ffmpeg(...SOURCE, ...encoder, 'good.mp4');
    await ffmpeg('-i', 'good.mp4', '-c', 'copy', '-f', format, 'raw');
    // A raw stream's pictures have no times but those of decoding.
    await ffmpeg('-r', '25', '-f', format, '-i', 'raw', '-c', 'copy', ...options, 'bare.mp4');
    const [good, bare] = [await open('good.mp4'), await open('bare.mp4')];
    expect(good.index.reorders).toBe(true);
    expect(shown(bare)).toEqual(shown(good));
    // At an even rate, each at a time of its own.
    const times = shown(bare).map((place) => bare.index.timeUs(place));
    expect(times).toEqual(times.map((_time, n) => (times[0] ?? 0) + n * 40_000));
    await Promise.all([good.close(), bare.close()]);
  });

  it('is left alone where its pictures are in order', async () => {
    await ffmpeg(...SOURCE, '-c:v', 'libx264', '-bf', '0', 'plain.mp4');
    const media = await open('plain.mp4');
    expect(media.index.reorders).toBe(false);
    await media.close();
  });
});

it('a raw stream that says 500 pictures a second is not believed', async () => {
  await ffmpeg(...SOURCE, '-c:v', 'libx264', '-bsf:v', 'h264_metadata=tick_rate=1000', '-f', 'h264', 'fast.264');
  const media = await open('fast.264');
  expect(media.index.timeUs(media.index.after(media.index.first ?? 0) ?? 0)).toBe(40_000);
  await media.close();
});
