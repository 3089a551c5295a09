import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntry } from '#core/bitstream/decoder-start/recovery-point';
import { boxesIn } from '#core/mp4/boxes/box-reader';
import { readMovie } from '#core/mp4/read/movie';
import { english } from '#core/texts/english';
import { inWords } from '#core/texts/fixtures/in-words';
import type { MediaFile } from './media-file';
import { openMediaFile } from './open-media-file';

const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-media-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);

/** A clip of ffmpeg's, 4 s at 25 a second. */
async function encode(name: string, ...options: string[]): Promise<string> {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=4'];
  await run('ffmpeg', ['-v', 'error', '-y', ...source, '-pix_fmt', 'yuv420p', ...options, at(name)]);
  return at(name);
}

async function open(file: string): Promise<MediaFile> {
  const read = await openMediaFile(file);
  if (!read.ok) throw new Error(english(read.message));
  await read.value.indexed;
  return read.value;
}

/** When each picture is shown, in the order of decoding, in µs; as ffprobe finds it. */
async function probeTimes(file: string): Promise<number[]> {
  const entries = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...entries, file]);
  return stdout
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => Math.round(Number(word) * 1e6));
}

/** A checksum of each picture as it is shown. */
async function checksums(...input: string[]): Promise<string[]> {
  const { stdout } = await run('ffmpeg', [
    '-v',
    'error',
    ...input,
    '-map',
    '0:v:0',
    '-fps_mode',
    'passthrough',
    '-f',
    'framemd5',
    '-',
  ]);
  return stdout
    .split('\n')
    .flatMap((line) => (line.startsWith('#') || line === '' ? [] : [line.split(/,\s*/).at(-1) ?? '']));
}

/** The same of what we read, from a place on, decoded as a raw stream. */
async function checksumsOf(media: MediaFile, from = 0): Promise<string[]> {
  const raw = at('read.raw');
  const units: Uint8Array[] = [];
  for (let place = from; place < media.index.count; place++) units.push((await media.load(place)) ?? new Uint8Array());
  await writeFile(raw, Buffer.concat(units));
  return checksums('-f', media.codec === 'h265' ? 'hevc' : 'h264', '-i', raw);
}

/** Where offsets are below zero, ffmpeg counts from the first time of decoding, and the standard from that of the movie. */
const sinceFirst = (all: readonly number[]) => all.map((us) => us - Math.min(...all));

const times = ({ index }: MediaFile) => Array.from({ length: index.count }, (_, place) => index.timeUs(place));

/** Every picture once, as it is shown. */
function shownOrder({ index }: MediaFile): number[] {
  const places: number[] = [];
  for (let place = index.first; place !== undefined; place = index.after(place)) places.push(place);
  return places;
}

const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '25'];
const X265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=25:bframes=3'];
const FRAGMENTED = ['-movflags', 'frag_keyframe+empty_moov+default_base_moof'];

describe('a file of another program', () => {
  it.each([
    ['without B pictures', 'plain.mp4', [...X264, '-bf', '0']],
    ['with B pictures', 'b.mp4', [...X264, '-bf', '3']],
    ['with its index in front', 'fast.mov', [...X264, '-bf', '2', '-movflags', '+faststart']],
    ['in fragments', 'frag.mp4', [...X264, '-bf', '2', ...FRAGMENTED]],
    [
      'in fragments with times of their own kind',
      'frag2.mp4',
      [...X264, '-bf', '2', '-movflags', 'frag_every_frame+empty_moov'],
    ],
    [
      'in fragments with offsets below zero',
      'frag3.mp4',
      [...X264, '-bf', '2', ...FRAGMENTED.slice(0, 1), 'frag_keyframe+empty_moov+negative_cts_offsets'],
    ],
    ['of Matroska', 'b.mkv', [...X264, '-bf', '2']],
    ['of H.265', 'h265.mp4', [...X265]],
    ['of H.265 in Matroska', 'h265.mkv', [...X265]],
    ['of H.265 with its sets in the pictures', 'hev1.mp4', [...X265, '-tag:v', 'hev1']],
    ['of a transport stream', 'b.ts', [...X264, '-bf', '2']],
  ])('%s is read as ffmpeg reads it', async (_, name, options) => {
    const file = await encode(name, ...options);
    const media = await open(file);
    expect(media).toMatchObject({ width: 320, height: 180, fault: undefined, isIndexed: true });
    const expected = sinceFirst(await probeTimes(file));
    const off = sinceFirst(times(media)).map((us, place) => Math.abs(us - (expected[place] ?? Number.NaN)));
    expect(off.filter((us) => !(us <= 1))).toEqual([]);
    expect(await checksumsOf(media)).toEqual(await checksums('-i', file));
    const shown = shownOrder(media).map((place) => media.index.timeUs(place));
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(shown).toHaveLength(100);
    await media.close();
  });

  it.each([
    ['b.h264', [...X264, '-bf', '3']],
    ['slices.h264', [...X264, '-bf', '0', '-x264-params', 'slices=4']],
    ['b.265', [...X265]],
    ['no-key-but-first.265', [...X265.slice(0, 4), '-x265-params', 'log-level=none:keyint=25:bframes=3:open-gop=1']],
  ])('raw, %s, is read as ffmpeg reads it', async (name, options) => {
    const file = await encode(name, ...options);
    const media = await open(file);
    expect(await checksumsOf(media)).toEqual(await checksums('-i', file));
    expect(shownOrder(media).map((place) => media.index.timeUs(place))).toEqual(
      Array.from({ length: 100 }, (_, at) => at * 40_000),
    );
    await media.close();
  });

  it('is decoded from the key picture that each picture names, raw ones with their parameter sets', async () => {
    for (const name of ['b.mp4', 'b.h264', 'b.265', 'b.mkv']) {
      const media = await open(at(name));
      const { index } = media;
      const place = index.at(2.5e6)!;
      const key = index.keyOf(place)!;
      const all = await checksums('-i', at(name));
      expect([name, await checksumsOf(media, key)]).toEqual([name, all.slice(shownOrder(media).indexOf(key))]);
      await media.close();
    }
  });

  it('is shown within its edit alone', async () => {
    const whole = await encode('whole.mp4', ...X264, '-bf', '0', '-g', '50');
    await run('ffmpeg', ['-v', 'error', '-y', '-ss', '1', '-i', whole, '-c', 'copy', '-t', '2', at('cut.mp4')]);
    const media = await open(at('cut.mp4'));
    const shown = shownOrder(media);
    expect(shown[0]).toBe(25);
    expect(shown).toHaveLength((await checksums('-i', at('cut.mp4'))).length);
    expect(media.index.keyOf(shown[0]!)).toBe(0);
    await media.close();
  });

  it('begins at the recovery points of open groups, and where they say nothing of them, at IDR pictures', async () => {
    const file = await encode('open.mp4', ...X264, '-bf', '3', '-x264-params', 'open-gop=1:scenecut=0');
    const media = await open(file);
    const key = media.index.keyOf(99) ?? 0;
    expect(key).toBeGreaterThan(0);
    expect(readEntry((await media.load(key)) ?? new Uint8Array())).toEqual({ recovery: 0 });
    expect(media.index.recovery(key)).toBe(0);
    await media.close();
    const bare = ['-c', 'copy', '-bsf:v', 'filter_units=remove_types=6'];
    await run('ffmpeg', ['-v', 'error', '-y', '-i', file, ...bare, at('open-bare.mp4')]);
    const without = await open(at('open-bare.mp4'));
    expect(without.index.keyOf(99)).toBe(0);
    await without.close();
  });

  it('that begins at a recovery point is played, raw and in MP4', async () => {
    const whole = await encode('late.h264', ...X264, '-bf', '0', '-x264-params', 'intra-refresh=1:keyint=25');
    const bytes = await readFile(whole);
    const sps = Buffer.of(0, 0, 0, 1, 0x67);
    const second = bytes.indexOf(sps, bytes.indexOf(sps) + 1);
    expect(second).toBeGreaterThan(0);
    await writeFile(at('late-cut.h264'), bytes.subarray(second));
    await run('ffmpeg', ['-v', 'error', '-y', '-i', at('late-cut.h264'), '-c', 'copy', at('late-cut.mp4')]);
    for (const name of ['late-cut.h264', 'late-cut.mp4']) {
      const media = await open(at(name));
      expect(media.index.count).toBe(75);
      expect(media.index.keyOf(0)).toBe(0);
      expect(media.index.recovery(0)).toBeGreaterThan(10);
      expect(media.index.keyOf(74)).toBeGreaterThan(20);
      await media.close();
    }
  });

  it('that has neither IDR pictures nor recovery points begins at its second I picture, and says so', async () => {
    const whole = await encode('open.h264', ...X264, '-bf', '2', '-x264-params', 'open-gop=1:scenecut=0');
    const bare = ['-c', 'copy', '-bsf:v', 'filter_units=remove_types=6', '-f', 'h264'];
    await run('ffmpeg', ['-v', 'error', '-y', '-i', whole, ...bare, at('bare.h264')]);
    const bytes = await readFile(at('bare.h264'));
    const sps = Buffer.of(0, 0, 0, 1, 0x67);
    await writeFile(at('bare-late.h264'), bytes.subarray(bytes.indexOf(sps, bytes.indexOf(sps) + 1)));
    const media = await open(at('bare-late.h264'));
    const key = media.index.nextKey(-1) ?? 0;
    expect(key).toBeGreaterThan(0);
    expect(readEntry((await media.load(key)) ?? new Uint8Array())).toEqual({ recovery: 0 });
    await media.close();
  });

  it('within intra refresh begins so far before a picture that it is right', async () => {
    const file = await encode('refresh.mp4', ...X264, '-bf', '0', '-x264-params', 'intra-refresh=1:keyint=25');
    const media = await open(file);
    const { index } = media;
    const keys: number[] = [];
    for (let key = index.nextKey(-1); key !== undefined; key = index.nextKey(key)) keys.push(key);
    const [, second = 0, third = 0] = keys;
    const count = index.recovery(third);
    expect(count).toBeGreaterThan(10);
    expect(index.keyOf(third + count - 1)).toBe(second);
    expect(index.keyOf(third + count)).toBe(third);
    await media.close();
  });

  it('of Motion JPEG gives its JPEGs', async () => {
    const media = await open(await encode('motion.mov', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'));
    const picture = await media.load(50);
    expect(media.codec).toBe('jpeg');
    expect([picture?.[0], picture?.[1], media.index.keyOf(50)]).toEqual([0xff, 0xd8, 50]);
    await media.close();
  });

  it('is read as it grows, a fragment at a time', async () => {
    const whole = at('frag.mp4');
    const { size } = await stat(whole);
    const part = at('growing.mp4');
    await copyFile(whole, part);
    await truncate(part, Math.floor(size / 2));
    const read = await openMediaFile(part, { isGrowing: true });
    if (!read.ok) throw new Error(english(read.message));
    const before = read.value.index.count;
    expect(before).toBeGreaterThan(20);
    expect(before).toBeLessThan(80);
    await copyFile(whole, part);
    await read.value.refresh();
    expect(read.value.index.count).toBe(100);
    expect(await checksumsOf(read.value)).toEqual(await checksums('-i', whole));
    await read.value.close();
  });
});

describe('a damaged file', () => {
  it.each([
    ['nothing.mp4', Buffer.alloc(0), /empty/],
    ['text.mp4', Buffer.from('This is a letter, and no film. '.repeat(100)), /no video that can be played/],
    ['zeros.h264', Buffer.alloc(100_000), /no video that can be played/],
  ])('%s is told apart', async (name, content, words) => {
    await writeFile(at(name), content);
    expect(inWords(await openMediaFile(at(name)))).toMatchObject({ ok: false, message: expect.stringMatching(words) });
  });

  it('that is not there, is a folder, or holds something else is said to be so', async () => {
    expect(inWords(await openMediaFile(at('none.mp4')))).toEqual({ ok: false, message: 'there is no such file' });
    expect(inWords(await openMediaFile(folder))).toMatchObject({ ok: false });
    const vp9 = await encode('vp9.mkv', '-c:v', 'libvpx', '-deadline', 'realtime');
    expect(inWords(await openMediaFile(vp9))).toMatchObject({ ok: false, message: expect.stringContaining('vp8') });
    const mpeg4 = await encode('mpeg4.mp4', '-c:v', 'mpeg4');
    expect(inWords(await openMediaFile(mpeg4))).toMatchObject({ ok: false, message: expect.stringContaining('mp4v') });
    await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=duration=1', at('sound.mp4')]);
    expect(inWords(await openMediaFile(at('sound.mp4')))).toEqual({ ok: false, message: 'it holds no video' });
  });

  it('that was cut off is played as far as it goes, or said to lack its index', async () => {
    const cut = async (name: string, share: number) => {
      const part = at(`cut-${path.basename(name)}`);
      await copyFile(at(name), part);
      await truncate(part, Math.floor((await stat(part)).size * share));
      return openMediaFile(part);
    };
    expect(inWords(await cut('plain.mp4', 0.5))).toEqual({ ok: false, message: expect.stringContaining('moov') });
    for (const name of ['fast.mov', 'frag.mp4', 'b.mkv', 'b.h264', 'b.ts']) {
      const read = await cut(name, 0.6);
      if (!read.ok) throw new Error(`${name}: ${english(read.message)}`);
      await read.value.indexed;
      const found = await checksumsOf(read.value);
      const all = await checksums('-i', at(name));
      expect(found.length, name).toBeGreaterThan(30);
      expect(found.length, name).toBeLessThan(90);
      expect(
        found.slice(0, -4).filter((sum) => !all.includes(sum)),
        name,
      ).toEqual([]);
      await read.value.close();
    }
  });

  it('with false bytes anywhere is opened or refused, and read without a throw', async () => {
    for (const name of ['b.mp4', 'frag.mp4', 'b.mkv', 'b.h264']) {
      const whole = await readFile(at(name));
      const places = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(places, async (changes) => {
          const broken = Buffer.from(whole);
          for (const [place, byte] of changes) broken[place] = byte;
          const file = at(`broken-${name}`);
          await writeFile(file, broken);
          const read = await openMediaFile(file);
          if (!read.ok) return english(read.message) !== '';
          for (const place of [0, 1, 50, 99, 1000]) await read.value.load(place);
          await read.value.close();
          return true;
        }),
        { numRuns: 12 },
      );
    }
  });
});

describe('the index of an MP4 file', () => {
  it('is read of any bytes without a throw', async () => {
    const whole = await readFile(at('fast.mov'));
    const moov = [...boxesIn(whole)].find(({ type }) => type === 'moov')!;
    const body = whole.subarray(moov.from, moov.to);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(body.length - 1), fc.nat(255)), { maxLength: 10 }),
        fc.nat(body.length),
        (changes, length) => {
          const broken = body.slice(0, length);
          for (const [place, byte] of changes) if (place < length) broken[place] = byte;
          readMovie(broken);
        },
      ),
    );
  });
});
