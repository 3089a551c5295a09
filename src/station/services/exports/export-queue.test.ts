import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ExportSpec, exportSpecSchema } from '#contracts/exports';
import type { ClipRange } from '#core/mp4/write/clip-movie';
import { english } from '#core/texts/english';
import { inWords } from '#core/texts/fixtures/in-words';
import { nowUs } from '../../clock';
import { openTestStation } from '../../fixtures/test-station';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import type { Station } from '../../station';
import { numberedUnits } from '../../transcode/fixtures/numbered';
import { PLAYING } from '../playing/playing';
import { decode, encodedPictures, nalUnits, nalUnitsOf } from '../recorder/fixtures/judge';
import { recordOnDemand } from '../recorder/fixtures/settings';
import { REWIND } from '../rewind/rewind';
import { ExportQueue, type ExportQueueOptions } from './export-queue';
import { EXPORTS, type Exports } from './exports';
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
  station = openTestStation({
    log,
    version: '0',
    rewind: { minutes: 5, bytes: 2 ** 28 },
    recording: recordOnDemand(folder),
  });
  stream = station.hub.add({ id: 'pi://rover', name: 'Rover', kind: 'pi', video: '', telemetry: '' });
});
function playing() {
  const found = station.get(PLAYING);
  if (!found) throw new Error('a station of these options plays');
  return found;
}
afterEach(async () => {
  await station.close();
  await rm(folder, { recursive: true });
});

function rewindSource() {
  const rewind = station.get(REWIND);
  return rewind && new RewindSource(rewind, stream.info);
}

/** Streams the pictures, all of which are kept in the rewind buffer. */
async function play(arrivalUs = (i: number) => i * 40_000): Promise<void> {
  const startUs = nowUs() - 3e6;
  const wallUs = station.get(REWIND)?.wallUs ?? 0;
  times = units.map((unit, i) => {
    const receiveUs = startUs + arrivalUs(i);
    stream.publish({ ...unit, receiveUs });
    return receiveUs + wallUs;
  });
  stream.publishTelemetry({ altitudeM: 7 });
  await station.get(REWIND)?.flush();
}

const spec = (from: number, to: number, more: Partial<ExportSpec> = {}): ExportSpec =>
  exportSpecSchema.parse({
    source: { from: 'stream', stream: 'pi://rover' },
    fromUs: times[from],
    toUs: times[to],
    output: { kind: 'lossless' },
    ...more,
  });

function exportsWith(options: Partial<ExportQueueOptions> = {}): ExportQueue {
  return new ExportQueue({
    folder: path.join(folder, 'exports'),
    pattern: '{stream}',
    reserveBytes: 0,
    log,
    findFfmpeg: () => station.findFfmpeg(),
    sourceOf: () => undefined,
    ...options,
  });
}

/** But for the list of the clips, which is written anew beside itself whenever one changes. */
const files = async () =>
  (await readdir(path.join(folder, 'exports')).catch(() => []))
    .filter((name) => !name.startsWith('.clips.json'))
    .sort();
const states = (queue: Exports) => queue.state().jobs.map(({ now }) => now.state);

/** The station's own, which every test but those of limits goes by. */
function queue(): Exports {
  const exports = station.get(EXPORTS);
  if (!exports) throw new Error('no exports');
  return exports;
}
const over = (of: Exports = queue()) =>
  vi.waitFor(() => expect(states(of).every((state) => state !== 'queued' && state !== 'running')).toBe(true));

describe('clips of what can be rewound', () => {
  it('begin and end with the pictures that were marked, byte for byte', async () => {
    await play();
    expect(queue().start(spec(13, 27, { request: 'mine' }))).toMatchObject({ ok: true });
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

  it('wait twenty at a time, and no more are taken until one is over', async () => {
    await play();
    const own = exportsWith({ sourceOf: () => rewindSource() });
    const started = Array.from({ length: 30 }, () => own.start(spec(0, 2)));
    const taken = started.filter(({ ok }) => ok).length;
    // One of them may run already.
    expect([20, 21]).toContain(taken);
    expect(started.slice(taken).map((one) => !one.ok && one.cause)).toEqual(Array(30 - taken).fill('busy'));
    await vi.waitFor(() => expect(own.start(spec(0, 2))).toMatchObject({ ok: true }));
    await own.close();
  });

  it.each([0, 20])(
    'begin and end with them though a busy machine read several at once, %i µs apart',
    async (apartUs) => {
      await play((i) => (i - (i % 6)) * 40_000 + (i % 6) * apartUs);
      // What a viewer stands at, and marks, is a picture's time as it was kept.
      const rewind = station.get(REWIND);
      const kept: number[] = [];
      for await (const item of rewind?.read('pi://rover', 0, Number.MAX_VALUE) ?? []) {
        if (item.kind === 'picture') kept.push(item.unit.receiveUs + (rewind?.wallUs ?? 0));
      }
      expect(kept).toHaveLength(units.length);
      queue().start({ ...spec(0, 20), fromUs: kept[13] ?? 0, toUs: kept[27] ?? 0 });
      await over();
      const file = queue().fileOf(queue().state().jobs[0]?.id ?? '') ?? '';
      expect(numbersIn(file)).toEqual(Array.from({ length: 15 }, (_, i) => 13 + i));
    },
  );

  it('are made in turn, under names that are free, and overwrite nothing', async () => {
    await play();
    await mkdir(path.join(folder, 'exports'));
    await writeFile(path.join(folder, 'exports', 'Rover.mp4'), 'mine');
    for (const output of [{ kind: 'lossless' }, REENCODE] as const) queue().start(spec(0, 20, { output }));
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
    expect(queue().start({ ...spec(0, 9), source: { from: 'stream', stream: 'pi://nobody' } })).toMatchObject({
      ok: false,
    });
    queue().start({ ...spec(0, 9), fromUs: (times[59] ?? 0) + 60e6, toUs: (times[59] ?? 0) + 70e6 });
    await over();
    expect(inWords(queue().state().jobs[0]?.now)).toMatchObject({
      state: 'failed',
      message: 'There is no picture in this part.',
    });
    expect(await files()).toEqual([]);
  });

  it.each([0, 0.3, 0.6])(
    'keep the sound, in step with the pictures, to the end of the last, %f µs past',
    async (past) => {
      const startUs = Math.round(nowUs()) + past - 3e6;
      const wallUs = station.get(REWIND)?.wallUs ?? 0;
      times = units.map((_, i) => startUs + i * 40_000 + wallUs);
      units.forEach((unit, i) => {
        const receiveUs = startUs + i * 40_000;
        // Each piece is its picture's number, and comes when it is over.
        const data = new Uint8Array(320).fill(i);
        stream.publishAudio({ data, codec: 'pcma', sampleRateHz: 8000, channels: 1, receiveUs: receiveUs + 40_000 });
        stream.publish({ ...unit, receiveUs });
      });
      await station.get(REWIND)?.flush();
      queue().start(spec(13, 27));
      await over();
      const file = queue().fileOf(queue().state().jobs[0]?.id ?? '') ?? '';
      expect(numbersIn(file)).toHaveLength(15);
      const { video, audio } = timesOf(file);
      expect(Math.abs((audio?.durationS ?? 0) - (video?.durationS ?? 0))).toBeLessThan(0.045);
      const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a', '-f', 'alaw', 'pipe:1']);
      expect([pcm[160], pcm.at(-160)]).toEqual([13, 27]);
    },
  );

  it('are cut of a film of another program as well, by the timeline that it is played on', async () => {
    const [raw, film] = [path.join(folder, 'film.h264'), path.join(folder, 'film.mkv')];
    await writeFile(raw, Buffer.concat(units.map(({ data }) => data)));
    const x264 = ['-vf', 'setpts=N/25/TB', '-r', '25', '-c:v', 'libx264', '-g', '12', '-bf', '3', '-crf', '18'];
    execFileSync('ffmpeg', ['-v', 'error', '-i', raw, ...x264, film]);
    const held = await playing().openFile(film);
    if (!held.ok) throw new Error(english(held.message));
    const { id, playback } = held.value.stream.info;
    const at = (picture: number) => (playback?.beginUs ?? 0) + picture * 40_000 + 5000;
    const source = { from: 'stream', stream: id } as const;
    queue().start(exportSpecSchema.parse({ source, fromUs: at(17), toUs: at(30), output: { kind: 'lossless' } }));
    await over();
    const [job] = queue().state().jobs;
    expect(job).toMatchObject({ stream: 'film.mkv', now: { state: 'done' } });
    expect(numbersIn(queue().fileOf(job?.id ?? '') ?? '')).toEqual(Array.from({ length: 14 }, (_, i) => 17 + i));
    held.value.release();
    // It is not held any more.
    expect(queue().start({ source, fromUs: 1, toUs: 2, output: { kind: 'lossless' } })).toMatchObject({ ok: false });
  });

  it('are of one format: a part in which it changes is refused, with what to try', async () => {
    await play();
    const startUs = nowUs();
    encodedPictures('h264', 30, 10, '160x120').forEach((unit, i) => {
      stream.publish({ ...unit, receiveUs: startUs + i * 40_000 });
    });
    await station.get(REWIND)?.flush();
    queue().start({ ...spec(50, 59), toUs: (times[59] ?? 0) + 2e6 });
    queue().start(spec(50, 59));
    await over();
    const [before, across] = queue().state().jobs;
    expect(inWords(across?.now)).toMatchObject({ state: 'failed', message: expect.stringContaining('format changes') });
    expect(before?.now).toMatchObject({ state: 'done' });
  });

  it('leave the list with their files, or without', async () => {
    await play();
    for (let i = 0; i < 2; i++) queue().start(spec(0, 9));
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
      sourceOf: rewindSource,
    });
    own.start(spec(0, 20, { output: REENCODE }));
    own.start(spec(0, 20, { output: REENCODE }));
    await vi.waitFor(() => expect(runningIn(folder)).toHaveLength(1));
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
      sourceOf: rewindSource,
    });
    const refused = none.start({ ...spec(0, 1), fromUs: 1, toUs: 2, output: REENCODE });
    expect(inWords(refused)).toMatchObject({
      ok: false,
      cause: 'no-ffmpeg',
      tip: expect.stringContaining('without loss'),
    });
    expect(none.state()).toMatchObject({ canReencode: false, jobs: [] });
  });

  it('says that the disk is full, and leaves nothing on it', async () => {
    await play();
    const full = exportsWith({
      reserveBytes: Number.MAX_SAFE_INTEGER,
      sourceOf: rewindSource,
    });
    full.start(spec(0, 20));
    await over(full);
    expect(inWords(full.state().jobs[0]?.now)).toMatchObject({ state: 'failed', message: 'The disk is full.' });
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
        sourceOf: rewindSource,
      });
      for (const output of [{ kind: 'lossless' }, REENCODE] as const) full.start(spec(0, 59, { output }));
      await over(full);
      expect(inWords(full.state().jobs.map(({ now }) => now))).toEqual(
        [1, 2].map(() => expect.objectContaining({ state: 'failed', message: 'The disk is full.' })),
      );
      // It writes its list once more.
      await full.close();
      // What is left is the list that says so, if there was room for it.
      expect((await readdir(small)).filter((name) => name !== '.clips.json')).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
    }
  });

  it('is over only when nothing of it is left', async () => {
    await play();
    const place = path.join(folder, 'exports');
    const whenOver: string[][] = [];
    const leave = queue().onChange(() => {
      if (states(queue())[0] === 'failed')
        whenOver.push(readdirSync(place).filter((name) => !name.startsWith('.clips.')));
    });
    queue().start({ ...spec(0, 9), fromUs: (times[59] ?? 0) + 60e6, toUs: (times[59] ?? 0) + 70e6 });
    await over();
    leave();
    expect(whenOver).toEqual([[]]);
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

describe('clips whose folder goes while they are made', () => {
  /** Of the rewind buffer; deletes the folder of clips in the middle. */
  function goneSource() {
    const source = rewindSource();
    if (!source) throw new Error('the station keeps what was');
    return {
      stream: source.stream,
      wallUs: source.wallUs,
      async *items(range: ClipRange) {
        let count = 0;
        for await (const item of source.items(range)) {
          if (++count === 10) await rm(path.join(folder, 'exports'), { recursive: true, force: true });
          yield item;
        }
      },
    };
  }

  it('fail, and say why', async () => {
    await play();
    const queue = exportsWith({ sourceOf: goneSource });
    queue.start(spec(0, 50));
    await vi.waitFor(() => expect(states(queue)).toEqual(['failed']));
    expect(queue.state().jobs[0]?.now).toMatchObject({ message: { id: 'export.folderGone' } });
    await queue.close();
  });

  it('are made in the second folder', async () => {
    await play();
    const fallback = path.join(folder, 'second');
    const queue = exportsWith({ sourceOf: goneSource, fallback });
    queue.start(spec(0, 50));
    await vi.waitFor(() => expect(states(queue)).toEqual(['done']));
    const file = queue.fileOf(queue.state().jobs[0]?.id ?? '') ?? '';
    expect(path.dirname(file)).toBe(fallback);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await decode(file)).complaints).toBe('');
    expect(await readdir(fallback)).not.toContainEqual(expect.stringMatching(/^\.work/));
    await queue.close();
  });
});

describe('the list of clips', () => {
  it('outlives the station, with their files', async () => {
    await play();
    const before = exportsWith({ sourceOf: rewindSource });
    before.start(spec(5, 20, { name: 'one' }));
    before.start(spec(5, 20, { name: 'two' }));
    await vi.waitFor(() => expect(states(before)).toEqual(['done', 'done']));
    const told = before.state().jobs;
    await before.close();
    await rm(path.join(folder, 'exports', 'two.mp4'));
    const after = exportsWith();
    await vi.waitFor(() => expect(after.state().jobs).toEqual([told[1]]));
    expect(after.fileOf(told[1]?.id ?? '')).toBe(path.join(folder, 'exports', 'one.mp4'));
    expect(await after.remove(told[1]?.id ?? '', true)).toBe(true);
    await after.close();
    expect(await files()).not.toContain('one.mp4');
    const last = exportsWith();
    await last.close();
    expect(last.state().jobs).toEqual([]);
  });

  it('makes what the end interrupted, where that is still there', async () => {
    await play();
    let go: () => void = () => undefined;
    const slow = () => {
      const source = rewindSource();
      if (!source) throw new Error('the station keeps what was');
      const items = async function* (range: ClipRange) {
        await new Promise<void>((resolve) => (go = resolve));
        yield* source.items(range);
      };
      return { stream: source.stream, wallUs: source.wallUs, items };
    };
    const before = exportsWith({ sourceOf: slow });
    before.start(spec(5, 20, { name: 'one' }));
    before.start(spec(5, 20, { name: 'two', source: { from: 'stream', stream: 'gone' } }));
    await vi.waitFor(() => expect(states(before)).toEqual(['queued', 'running']));
    await vi.waitFor(async () => expect(await readdir(path.join(folder, 'exports'))).toContain('.clips.json'));
    const closing = before.close();
    go();
    await closing;
    const sourceOf = (source: ExportSpec['source']) =>
      source.from === 'stream' && source.stream === 'gone' ? undefined : rewindSource();
    const after = exportsWith({ sourceOf });
    await vi.waitFor(() => expect(states(after)).toEqual(['failed', 'done']));
    expect(after.state().jobs[0]?.now).toMatchObject({ message: { id: 'export.interrupted' } });
    expect(await files()).toContain('one.mp4');
    await after.close();
  });

  it.each([
    ['no JSON', '{'],
    ['of another version', '{"version":2,"jobs":[]}'],
    ['with a path', JSON.stringify({ version: 1, jobs: [{ files: ['../../etc/passwd'] }] })],
  ])('is empty where its file is %s', async (_, content) => {
    await mkdir(path.join(folder, 'exports'));
    await writeFile(path.join(folder, 'exports', '.clips.json'), content);
    const queue = exportsWith();
    await queue.close();
    expect(queue.state().jobs).toEqual([]);
  });
});
