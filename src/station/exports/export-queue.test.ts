import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ExportWish, exportWishSchema } from '#contracts/exports';
import { nowUs } from '../clock';
import type { Stream } from '../hub/stream';
import { createLog } from '../log';
import { decode, encodedPictures, nalUnits, nalUnitsOf } from '../sinks/record/fixtures/judge';
import { Station } from '../station';
import { numberedUnits } from '../transcode/fixtures/numbered';
import { ExportQueue, type ExportQueueOptions } from './export-queue';
import { numbersIn, timesOf } from './fixtures/numbers';
import { RewindSource } from './rewind-source';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const log = createLog('error', () => undefined);
const units = numberedUnits(60, 10, 0.5);
const REENCODE = { kind: 'reencode', overlay: false, height: 'original', rate: { quality: 'best' } } as const;

let folder: string;
let station: Station;
let stream: Stream;
/** On the wall's clock, of each picture. */
let times: number[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-exports-'));
  station = new Station({
    ...{ log, version: '0', rewind: { minutes: 5, bytes: 2 ** 28 } },
    recording: {
      ...{ folder, pattern: '{stream}', rule: 'on-demand', segment: { us: 1e12, bytes: 1e12 } },
      ...{ quotaBytes: undefined, reserveBytes: 0, beside: [], hours: [], beforeUs: 0, afterUs: 0 },
    },
  });
  stream = station.hub.add({ id: 'pi://rover', name: 'Rover', kind: 'pi', video: '', telemetry: '' });
});
afterEach(async () => {
  await station.close();
  await rm(folder, { recursive: true });
});

/** Streams the pictures, all of which are kept in the rewind buffer. */
async function play(): Promise<void> {
  const startUs = nowUs() - 3e6;
  const wallUs = station.rewind?.wallUs ?? 0;
  times = units.map((unit, i) => {
    const receiveUs = startUs + i * 40_000;
    stream.publish({ ...unit, receiveUs });
    return receiveUs + wallUs;
  });
  stream.publishTelemetry({ altitudeM: 7 });
  await station.rewind?.flush();
}

const wish = (from: number, to: number, more: Partial<ExportWish> = {}): ExportWish =>
  exportWishSchema.parse({
    ...{ source: { from: 'stream', stream: 'pi://rover' }, fromUs: times[from], toUs: times[to] },
    ...{ output: { kind: 'lossless' }, ...more },
  });

function exportsWith(options: Partial<ExportQueueOptions> = {}): ExportQueue {
  return new ExportQueue({
    ...{ folder: path.join(folder, 'exports'), pattern: '{stream}', reserveBytes: 0, log },
    ...{ findFfmpeg: () => station.findFfmpeg(), sourceOf: () => undefined },
    ...options,
  });
}

const files = async () => (await readdir(path.join(folder, 'exports')).catch(() => [])).sort();
const states = (queue: ExportQueue) => queue.state().jobs.map(({ now }) => now.state);

/** The station's own, which every test but those of limits goes by. */
function queue(): ExportQueue {
  if (!station.exports) throw new Error('no exports');
  return station.exports;
}
const over = (of = queue()) =>
  vi.waitFor(() => expect(states(of).every((state) => state !== 'queued' && state !== 'running')).toBe(true), 20_000);

describe('clips of what can be rewound', () => {
  it('begin and end with the pictures that were marked, byte for byte', async () => {
    await play();
    expect(queue().start(wish(13, 27, { request: 'mine' }))).toMatchObject({ ok: true });
    await over();
    const [job] = queue().state().jobs;
    expect(job).toMatchObject({
      stream: 'Rover',
      name: 'Rover',
      request: 'mine',
      now: { state: 'done', file: 'Rover.mp4' },
    });
    const file = queue().fileOf(job?.id ?? '') ?? '';
    expect(numbersIn(file)).toEqual(Array.from({ length: 15 }, (_, i) => 13 + i));
    expect(await nalUnitsOf(file, 'h264')).toEqual(units.slice(10, 28).flatMap(({ data }) => nalUnits(data)));
    expect(await decode(file)).toMatchObject({ complaints: '' });
  });

  it('are made in turn, under names that are free, and overwrite nothing', async () => {
    await play();
    await mkdir(path.join(folder, 'exports'));
    await writeFile(path.join(folder, 'exports', 'Rover.mp4'), 'mine');
    for (const output of [{ kind: 'lossless' }, REENCODE] as const) queue().start(wish(0, 20, { output }));
    expect(states(queue())).toEqual(['queued', 'running']);
    await over();
    expect(states(queue())).toEqual(['done', 'done']);
    expect((await files()).filter((name) => name.endsWith('.mp4'))).toEqual([
      'Rover (2).mp4',
      'Rover (3).mp4',
      'Rover.mp4',
    ]);
    expect(await readFile(path.join(folder, 'exports', 'Rover.mp4'), 'utf8')).toBe('mine');
  });

  it('say why there are none: nothing kept, no such stream', async () => {
    await play();
    expect(queue().start({ ...wish(0, 9), source: { from: 'stream', stream: 'pi://nobody' } })).toMatchObject({
      ok: false,
    });
    queue().start({ ...wish(0, 9), fromUs: (times[59] ?? 0) + 60e6, toUs: (times[59] ?? 0) + 70e6 });
    await over();
    expect(queue().state().jobs[0]?.now).toMatchObject({
      state: 'failed',
      message: 'There is no picture in this part.',
    });
    expect(await files()).toEqual([]);
  });

  it('keep the sound, in step with the pictures', async () => {
    const startUs = nowUs() - 3e6;
    const wallUs = station.rewind?.wallUs ?? 0;
    times = units.map((_, i) => startUs + i * 40_000 + wallUs);
    units.forEach((unit, i) => {
      const receiveUs = startUs + i * 40_000;
      // Each piece is its picture's number, and comes when it is over.
      const data = new Uint8Array(320).fill(i);
      stream.publishAudio({ data, codec: 'pcma', sampleRateHz: 8000, channels: 1, receiveUs: receiveUs + 40_000 });
      stream.publish({ ...unit, receiveUs });
    });
    await station.rewind?.flush();
    queue().start(wish(13, 27));
    await over();
    const file = queue().fileOf(queue().state().jobs[0]?.id ?? '') ?? '';
    expect(numbersIn(file)).toHaveLength(15);
    const { video, audio } = timesOf(file);
    expect(Math.abs((audio?.durationS ?? 0) - (video?.durationS ?? 0))).toBeLessThan(0.045);
    const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a', '-f', 'alaw', 'pipe:1']);
    expect([pcm[160], pcm.at(-160)]).toEqual([13, 27]);
  });

  it('are cut of a film of another program as well, by the timeline that it is played on', async () => {
    const [raw, film] = [path.join(folder, 'film.h264'), path.join(folder, 'film.mkv')];
    await writeFile(raw, Buffer.concat(units.map(({ data }) => data)));
    const x264 = ['-vf', 'setpts=N/25/TB', '-r', '25', '-c:v', 'libx264', '-g', '12', '-bf', '3', '-crf', '18'];
    execFileSync('ffmpeg', ['-v', 'error', '-i', raw, ...x264, film]);
    const held = await station.playing.openFile(film);
    if (!held.ok) throw new Error(held.message);
    const { id, playback } = held.value.stream.info;
    const at = (picture: number) => (playback?.beginUs ?? 0) + picture * 40_000 + 5000;
    const source = { from: 'stream', stream: id } as const;
    queue().start(exportWishSchema.parse({ source, fromUs: at(17), toUs: at(30), output: { kind: 'lossless' } }));
    await over();
    const [job] = queue().state().jobs;
    expect(job).toMatchObject({ stream: 'film.mkv', now: { state: 'done' } });
    expect(numbersIn(queue().fileOf(job?.id ?? '') ?? '')).toEqual(Array.from({ length: 14 }, (_, i) => 17 + i));
    held.value.release();
    // Nobody holds it any more.
    expect(queue().start({ source, fromUs: 1, toUs: 2, output: { kind: 'lossless' } })).toMatchObject({ ok: false });
  });

  it('are of one format: a part in which it changes is refused, with what to try', async () => {
    await play();
    const startUs = nowUs();
    encodedPictures('h264', 30, 10, '160x120').forEach((unit, i) => {
      stream.publish({ ...unit, receiveUs: startUs + i * 40_000 });
    });
    await station.rewind?.flush();
    queue().start({ ...wish(50, 59), toUs: (times[59] ?? 0) + 2e6 });
    queue().start(wish(50, 59));
    await over();
    const [before, across] = queue().state().jobs;
    expect(across?.now).toMatchObject({ state: 'failed', message: expect.stringContaining('format changes') });
    expect(before?.now).toMatchObject({ state: 'done' });
  });

  it('leave the list with their files, or without', async () => {
    await play();
    for (let i = 0; i < 2; i++) queue().start(wish(0, 9));
    await over();
    const [second, first] = queue().state().jobs;
    expect(await queue().remove(first?.id ?? '', true)).toBe(true);
    expect(await queue().remove(second?.id ?? '', false)).toBe(true);
    expect(await queue().remove(second?.id ?? '', false)).toBe(false);
    expect(queue().state().jobs).toEqual([]);
    expect(await files()).toEqual(['Rover (2).mp4']);
  });
});

/** Programs that run in a folder. */
const runningIn = (place: string) =>
  execFileSync('sh', ['-c', 'ls -l /proc/[0-9]*/cwd 2>/dev/null || true'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(place));

describe('a clip that is cancelled', () => {
  it('leaves no file and no program', async () => {
    await play();
    // So slow that it never ends by itself.
    const slow = path.join(folder, 'slow.sh');
    await writeFile(slow, '#!/bin/sh\ntouch clip.mp4\nexec sleep 600\n', { mode: 0o755 });
    const own = exportsWith({
      findFfmpeg: () => slow,
      sourceOf: () => station.rewind && new RewindSource(station.rewind, stream.info),
    });
    own.start(wish(0, 20, { output: REENCODE }));
    own.start(wish(0, 20, { output: REENCODE }));
    await vi.waitFor(() => expect(runningIn(folder)).toHaveLength(1), 10_000);
    const [waiting, running] = own.state().jobs;
    expect(own.cancel(waiting?.id ?? '')).toBe(true);
    expect(own.cancel(running?.id ?? '')).toBe(true);
    await over(own);
    expect(states(own)).toEqual(['cancelled', 'cancelled']);
    expect(runningIn(folder)).toEqual([]);
    expect(await files()).toEqual([]);
    expect(own.cancel(running?.id ?? '')).toBe(false);
  });
});

describe('a clip that cannot be made', () => {
  it('is refused at once where there is no ffmpeg to make it, with what to try', () => {
    const none = exportsWith({
      findFfmpeg: () => undefined,
      sourceOf: () => station.rewind && new RewindSource(station.rewind, stream.info),
    });
    const refused = none.start({ ...wish(0, 1), fromUs: 1, toUs: 2, output: REENCODE });
    expect(refused).toMatchObject({ ok: false, cause: 'no-ffmpeg', tip: expect.stringContaining('without loss') });
    expect(none.state()).toMatchObject({ canReencode: false, jobs: [] });
  });

  it('says that the disk is full, and leaves nothing on it', async () => {
    await play();
    const full = exportsWith({
      reserveBytes: Number.MAX_SAFE_INTEGER,
      sourceOf: () => station.rewind && new RewindSource(station.rewind, stream.info),
    });
    full.start(wish(0, 20));
    await over(full);
    expect(full.state().jobs[0]?.now).toMatchObject({ state: 'failed', message: 'The disk is full.' });
    expect(await files()).toEqual([]);
  });

  it.skipIf(!isRoot)('says so too where the disk becomes full while it is made', async () => {
    await play();
    const small = path.join(folder, 'small');
    await mkdir(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]);
    try {
      const full = exportsWith({
        folder: small,
        sourceOf: () => station.rewind && new RewindSource(station.rewind, stream.info),
      });
      for (const output of [{ kind: 'lossless' }, REENCODE] as const) full.start(wish(0, 59, { output }));
      await over(full);
      expect(full.state().jobs.map(({ now }) => now)).toEqual(
        [1, 2].map(() => expect.objectContaining({ state: 'failed', message: 'The disk is full.' })),
      );
      expect(await readdir(small)).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
    }
  });

  it('is cleared away after a crash', async () => {
    const place = path.join(folder, 'exports');
    // No process has this number.
    const dead = path.join(place, `.work-${os.hostname()}-${2 ** 30}-abc`);
    await mkdir(dead, { recursive: true });
    await exportsWith().close();
    expect(await files()).not.toContain(path.basename(dead));
  });
});
