import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioChunk } from '#core/media/audio-chunk';
import { boxesIn } from '#core/mp4/boxes/box-reader';
import { readMovie } from '#core/mp4/read/movie';
import { english } from '#core/texts/english';
import type { MediaFile } from './media-file';
import { openMediaFile } from './open-media-file';

const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-sound-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const FRAGMENTED = ['-movflags', 'frag_keyframe+empty_moov+default_base_moof'];

/** A film of ffmpeg's, 3 s, with a tone. */
async function film(name: string, ...sound: string[]): Promise<string> {
  const pictures = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=25:duration=3'];
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=1000:sample_rate=48000:duration=3'];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25'];
  await run('ffmpeg', ['-v', 'error', '-y', ...pictures, ...tone, ...coded, ...sound, at(name)]);
  return at(name);
}

async function open(file: string): Promise<MediaFile> {
  const read = await openMediaFile(file);
  if (!read.ok) throw new Error(english(read.message));
  await read.value.indexed;
  return read.value;
}

/** All of it, asked for as it is when it is played: a third of a second at a time. */
async function heardOf(media: MediaFile): Promise<AudioChunk[]> {
  const chunks: AudioChunk[] = [];
  for (let us = -1e6; us < 4e6; us += 300_000) chunks.push(...(await media.sounds(us, us + 300_000)));
  return chunks;
}

/** Packets as ffprobe finds them: where each begins, in µs, and its bytes. */
async function probe(file: string): Promise<{ readonly fromUs: number; readonly bytes: number }[]> {
  const entries = ['-select_streams', 'a:0', '-show_entries', 'packet=pts_time,size', '-of', 'json'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...entries, file]);
  const { packets } = JSON.parse(stdout) as { packets: { pts_time: string; size: string }[] };
  return packets.map(({ pts_time, size }) => ({ fromUs: Number(pts_time) * 1e6, bytes: Number(size) }));
}

/** The track's bytes, copied or as PCM. */
async function bytesOf(file: string, format: string, ...coding: string[]): Promise<Buffer> {
  const raw = at('raw');
  await run('ffmpeg', ['-v', 'error', '-y', '-i', file, '-map', '0:a:0', ...coding, '-f', format, raw]);
  return readFile(raw);
}

describe('the sound of a film', () => {
  it.each([
    ['aac.mp4', 'aac', ['-c:a', 'aac']],
    ['aac.mov', 'aac', ['-c:a', 'aac']],
    ['aac-fragments.mp4', 'aac', ['-c:a', 'aac', ...FRAGMENTED]],
    ['opus.mp4', 'opus', ['-c:a', 'libopus']],
    ['opus-fragments.mp4', 'opus', ['-c:a', 'libopus', ...FRAGMENTED]],
  ] as const)('of %s comes packet by packet, each when it is heard', async (name, codec, sound) => {
    const file = await film(name, ...sound);
    const media = await open(file);
    const heard = await heardOf(media);
    const packets = await probe(file);
    expect(media.soundFormat).toMatchObject({ codec, sampleRateHz: 48_000, channels: 1 });
    expect(Boolean(media.soundFormat?.description)).toBe(codec === 'aac');
    expect(heard.map(({ data }) => data.length)).toEqual(packets.map(({ bytes }) => bytes));
    expect(Buffer.concat(heard.map(({ data }) => data))).toEqual(await bytesOf(file, 'data', '-c', 'copy'));
    // Each ends where the next begins.
    heard.slice(0, -1).forEach(({ receiveUs }, i) => {
      expect(Math.abs(receiveUs - (packets[i + 1]?.fromUs ?? 0))).toBeLessThan(1000);
    });
    await media.close();
  });

  it.each([
    ['le.mov', 'pcm-s16le', 's16le', ['-c:a', 'pcm_s16le', '-ac', '2']],
    ['be.mov', 'pcm-s16le', 's16le', ['-c:a', 'pcm_s16be', '-ac', '2']],
    ['wide.mov', 'pcm-s16le', 's16le', ['-c:a', 'pcm_s24le']],
    ['fragments.mov', 'pcm-s16le', 's16le', ['-c:a', 'pcm_s16le', ...FRAGMENTED]],
    ['alaw.mov', 'pcma', 'alaw', ['-c:a', 'pcm_alaw', '-ar', '8000']],
    ['ulaw.mov', 'pcmu', 'mulaw', ['-c:a', 'pcm_mulaw', '-ar', '11025']],
  ] as const)('of %s is plain samples, every one at its time', async (name, codec, raw, sound) => {
    const file = await film(name, ...sound);
    const media = await open(file);
    const heard = await heardOf(media);
    expect(media.soundFormat).toMatchObject({ codec });
    const samples = Buffer.concat(heard.map(({ data }) => data));
    const wanted = await bytesOf(file, raw);
    expect(samples.length).toBe(wanted.length);
    // Of 24 bits, ffmpeg rounds what is cut off here.
    if (name !== 'wide.mov') expect(samples.equals(wanted)).toBe(true);
    else
      for (let n = 0; n < samples.length; n += 2) expect(samples.readInt16LE(n)).toBeCloseTo(wanted.readInt16LE(n), -1);
    const { sampleRateHz, channels } = heard[0]!;
    let bytes = 0;
    for (const { data, receiveUs } of heard) {
      bytes += data.length;
      const frames = bytes / channels / (codec === 'pcm-s16le' ? 2 : 1);
      expect(Math.abs(receiveUs - (frames * 1e6) / sampleRateHz)).toBeLessThan(1000);
    }
    await media.close();
  });

  it('of a file that somebody writes still goes on as it grows', async () => {
    const whole = await readFile(await film('grown.mov', '-c:a', 'aac', ...FRAGMENTED));
    const all = await open(at('grown.mov'));
    const wanted = await heardOf(all);
    await all.close();
    const second = [...boxesIn(whole)].filter(({ type }) => type === 'moof')[1]!;
    await writeFile(at('growing.mov'), whole.subarray(0, second.to));
    const read = await openMediaFile(at('growing.mov'), { isGrowing: true });
    if (!read.ok) throw new Error(english(read.message));
    const media = read.value;
    const first = await heardOf(media);
    expect(first.length).toBeGreaterThan(0);
    expect(first).toEqual(wanted.slice(0, first.length));
    await appendFile(at('growing.mov'), whole.subarray(second.to));
    await media.refresh(true);
    expect(await heardOf(media)).toEqual(wanted);
    await media.close();
  });

  it('is absent where there is none, or none that is played, and the pictures are there', async () => {
    for (const [name, sound] of [
      ['silent.mp4', ['-an']],
      ['ac3.mp4', ['-c:a', 'ac3']],
    ] as const) {
      const media = await open(await film(name, ...sound));
      expect(media.soundFormat, name).toBeUndefined();
      expect([media.index.count, await media.sounds(0, 1e6)]).toEqual([75, []]);
      await media.close();
    }
  });

  it('with false bytes anywhere is read without a throw, and within bounds', async () => {
    const whole = await readFile(await film('sound.mov', '-c:a', 'aac', ...FRAGMENTED));
    const moov = [...boxesIn(whole)].find(({ type }) => type === 'moov')!;
    const heads = whole.subarray(moov.from, moov.to);
    const places = fc.array(fc.tuple(fc.nat(heads.length - 1), fc.nat(255)), { maxLength: 10 });
    fc.assert(
      fc.property(places, fc.nat(heads.length), (changes, length) => {
        const broken = heads.slice(0, length);
        for (const [place, byte] of changes) if (place < length) broken[place] = byte;
        readMovie(broken);
      }),
    );
    for (const name of ['sound.mov', 'le.mov', 'aac.mp4']) {
      const film = await readFile(at(name));
      const anywhere = fc.array(fc.tuple(fc.nat(film.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(anywhere, async (changes) => {
          const broken = Buffer.from(film);
          for (const [place, byte] of changes) broken[place] = byte;
          await writeFile(at('broken'), broken);
          const read = await openMediaFile(at('broken'));
          if (!read.ok) return true;
          const chunks = await read.value.sounds(-1e15, 1e15);
          await read.value.close();
          return chunks.length <= 400;
        }),
        { numRuns: 10 },
      );
    }
  });
});
