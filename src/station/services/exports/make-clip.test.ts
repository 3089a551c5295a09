import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportOutput } from '#core/exports/output';
import type { AccessUnit } from '#core/media/access-unit';
import { encodeMessage } from '#core/protocols/mavlink/encode';
import { TlogBlock } from '#core/protocols/mavlink/tlog/tlog-block';
import { TlogReader } from '#core/protocols/mavlink/tlog/tlog-reader';
import { recordingInfoSchema } from '#core/recording/info';
import { nowUs } from '../../clock';
import { findFfmpeg } from '../../find-ffmpeg';
import { Stream } from '../../hub/stream';
import { numberedJpegs, numberedUnits, turnedJpegs } from '../../transcode/fixtures/numbered';
import { decode, encodedPictures, nalUnits, nalUnitsOf, streamsOf } from '../recorder/fixtures/judge';
import { StreamRecorder } from '../recorder/stream-recorder';
import type { ClipSource } from './clip-source';
import { FileClipSource } from './file-clip-source';
import { numbersIn, timesOf } from './fixtures/numbers';
import { makeClip } from './make-clip';

const INFO = { id: 'pi://rover', number: 0, name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;
const LOSSLESS = { kind: 'lossless' } as const;

let folder: string;
let stream: Stream;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-clip-'));
  stream = new Stream(INFO);
});
afterEach(() => rm(folder, { recursive: true }));

/** Uneven, as a camera's that changes its exposure. µs from the first picture. */
const timeUs = (i: number) => i * 40_000 + ((i * 7919) % 13_000);

interface Recorded {
  readonly source: ClipSource;
  readonly startedUs: number;
}

/** Records pictures, with telemetry that says which was the last, and sound where asked. */
async function record(
  pictures: readonly Omit<AccessUnit, 'receiveUs'>[],
  sound = false,
  packets = false,
): Promise<Recorded> {
  const recorder = new StreamRecorder({
    folder,
    pattern: 'rec',
    stream: INFO,
    segment: { us: 1e12, bytes: 1e12 },
    onFile: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  const startUs = nowUs() - 100e6;
  const chunk = (i: number) => {
    const receiveUs = startUs + i * 40_000;
    const data = new Uint8Array(320).fill(i);
    return { data, codec: 'pcma', sampleRateHz: 8000, channels: 1, receiveUs, captureUs: receiveUs } as const;
  };
  if (sound) stream.publishAudio(chunk(0));
  const leave = recorder.attach(stream);
  pictures.forEach((picture, i) => {
    const receiveUs = startUs + timeUs(i);
    stream.publish({ ...picture, receiveUs });
    if (sound) stream.publishAudio(chunk(i + 1));
    if (packets) stream.publishPacket(packet(i), receiveUs);
    recorder.telemetry({ altitudeM: i, latitudeDeg: 50 + i / 1000, longitudeDeg: 8 }, receiveUs);
  });
  leave();
  await recorder.end();
  const { startedUs } = recordingInfoSchema.parse(JSON.parse(await readFile(path.join(folder, 'rec.json'), 'utf8')));
  const source = new FileClipSource({ file: path.join(folder, 'rec.mp4'), stream: 'Rover', startedUs });
  return { source, startedUs };
}

/** A packet of MAVLink with a number. */
const packet = (seq: number) =>
  encodeMessage('HEARTBEAT', { type: 2, autopilot: 3 }, { version: 2, system: 1, component: 1, seq });

let made = 0;
/** A clip from one picture to another, both of which are in it. @returns its path */
async function clip({ source, startedUs }: Recorded, from: number, to: number, output: ExportOutput): Promise<string> {
  const work = path.join(folder, `work-${made++}`);
  await mkdir(work);
  const { extensions } = await makeClip({
    source,
    output,
    folder: work,
    ffmpeg: findFfmpeg(),
    signal: new AbortController().signal,
    fromUs: startedUs + timeUs(from),
    toUs: startedUs + timeUs(to),
    checkDisk: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  return path.join(work, `clip.${extensions[0]}`);
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it('a clip of a recording with packets has those of its time, with their own times, and without them no file', async () => {
  const recorded = await record(numberedUnits(60, 10, 0.5), false, true);
  const file = await clip(recorded, 13, 20, LOSSLESS);
  const read: [seq: number, us: number][] = [];
  const reader = new TlogReader(({ timeUs: us, packet: { bytes, start } }) => read.push([bytes[start + 4]!, us]));
  reader.push(await readFile(file.replace('.mp4', '.tlog')));
  reader.end();
  expect(reader.skippedBytes).toBe(0);
  // The last picture lasts until the next.
  expect(read.map(([seq]) => seq)).toEqual(range(13, 20));
  for (const [seq, us] of read) expect(us).toBeCloseTo(recorded.startedUs + timeUs(seq), -1);
  await rm(path.join(folder, 'rec.tlog'));
  const without = await clip(recorded, 13, 20, LOSSLESS);
  expect(await readdir(path.dirname(without))).not.toContain('clip.tlog');
});

it('a clip of what can be rewound has the packets that come among its pictures', async () => {
  const { source, startedUs } = await record(numberedUnits(60, 10, 0.5));
  const { stream: name, wallUs, telemetryFile } = source;
  let seq = 0;
  const among: ClipSource = {
    ...{ stream: name, wallUs, telemetryFile },
    async *items(wanted) {
      for await (const item of source.items(wanted)) {
        yield item;
        if (item.kind !== 'picture') continue;
        const block = new TlogBlock();
        block.add(packet(seq++), item.picture.atUs);
        yield { kind: 'packets', block };
      }
    },
  };
  const file = await clip({ source: among, startedUs }, 13, 20, LOSSLESS);
  const times: number[] = [];
  const reader = new TlogReader(({ timeUs: us }) => times.push(us - startedUs));
  reader.push(await readFile(file.replace('.mp4', '.tlog')));
  reader.end();
  expect(times).toHaveLength(8);
  expect(times[0]).toBeCloseTo(timeUs(13), -1);
});

describe('a lossless clip of a recording', () => {
  it('shows the first picture that was asked for first, and the last last', async () => {
    const recorded = await record(numberedUnits(60, 10, 0.5));
    for (const [from, to] of [
      [0, 59],
      [10, 19],
      [13, 13],
      [13, 14],
      [29, 47],
    ] as const) {
      const file = await clip(recorded, from, to, LOSSLESS);
      expect(numbersIn(file)).toEqual(range(from, to));
      expect(await decode(file)).toMatchObject({ complaints: '' });
      const { video } = timesOf(file);
      expect(video?.startS).toBe(0);
      const wanted = timeUs(to + (to < 59 ? 1 : 0)) - timeUs(from);
      if (to < 59) expect(video?.durationS).toBeCloseTo(wanted / 1e6, 5);
    }
  });

  it('begins with the picture that is seen at a time between two', async () => {
    const recorded = await record(numberedUnits(30, 10, 0.5));
    const { source, startedUs } = recorded;
    const moved = { source, startedUs: startedUs + 12_000 };
    expect(numbersIn(await clip(moved, 13, 20, LOSSLESS))).toEqual(range(13, 20));
  });

  it('copies every access unit byte for byte, from the key picture before', async () => {
    const pictures = numberedUnits(40, 10, 0.5);
    const file = await clip(await record(pictures), 15, 24, LOSSLESS);
    expect(await nalUnitsOf(file, 'h264')).toEqual(pictures.slice(10, 25).flatMap(({ data }) => nalUnits(data)));
  });

  it('keeps sound, which begins and ends with the pictures', async () => {
    const file = await clip(await record(numberedUnits(50, 10, 0.5), true), 12, 37, LOSSLESS);
    expect(numbersIn(file)).toEqual(range(12, 37));
    const { video, audio } = timesOf(file);
    expect(Math.abs((audio?.durationS ?? 0) - (video?.durationS ?? 0))).toBeLessThan(0.05);
    // Each piece holds its own number, and lasts as long as a picture of 25 a second.
    const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a', '-f', 'alaw', 'pipe:1']);
    expect(Math.abs(pcm[0]! - 12)).toBeLessThanOrEqual(2);
    expect(Math.abs(pcm.at(-1)! - 38)).toBeLessThanOrEqual(2);
    expect(new Set(pcm).size).toBe(pcm.at(-1)! - pcm[0]! + 1);
  });

  it('keeps H.265 and Motion JPEG as they are', async () => {
    const h265 = encodedPictures('h265', 40, 10);
    const file = await clip(await record(h265), 15, 24, LOSSLESS);
    expect((await streamsOf(file))[0]).toMatchObject({ codec_name: 'hevc', codec_tag_string: 'hvc1' });
    expect(await decode(file)).toEqual({ pictures: 10, complaints: '' });
    const plain = (list: readonly string[]) => list.filter((nal) => !/^(64|66|68) /.test(nal));
    expect(plain(await nalUnitsOf(file, 'hevc'))).toEqual(
      plain(h265.slice(10, 25).flatMap(({ data }) => nalUnits(data))),
    );

    for (const extension of ['mp4', 'json', 'jsonl']) await rm(path.join(folder, `rec.${extension}`));
    stream = new Stream(INFO);
    const jpegs = numberedJpegs(20).map((data) => ({ data, key: true, codec: 'jpeg' as const }));
    expect(numbersIn(await clip(await record(jpegs), 7, 12, LOSSLESS))).toEqual(range(7, 12));
  });

  it('stands upright, with or without loss, where the camera lay on its side', async () => {
    const recorded = await record(turnedJpegs(12).map((data) => ({ data, key: true, codec: 'jpeg' as const })));
    expect(numbersIn(await clip(recorded, 3, 9, LOSSLESS))).toEqual(range(3, 9));
    const output = { kind: 'reencode', overlay: false, height: 'original', rate: { quality: 'best' } } as const;
    const file = await clip(recorded, 3, 9, output);
    expect(numbersIn(file)).toEqual(range(3, 9));
    expect((await streamsOf(file))[0]).toMatchObject({ width: 640, height: 480 });
  });

  it('needs no ffmpeg, and has its head in front', async () => {
    const recorded = await record(numberedUnits(20, 10, 0.5));
    const work = path.join(folder, 'work');
    await mkdir(work);
    await makeClip({
      source: recorded.source,
      output: LOSSLESS,
      folder: work,
      ffmpeg: undefined,
      fromUs: recorded.startedUs,
      toUs: recorded.startedUs + 1e6,
      signal: new AbortController().signal,
      checkDisk: () => Promise.resolve(),
      onProgress: () => undefined,
    });
    const bytes = await readFile(path.join(work, 'clip.mp4'));
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('has the telemetry of its time beside it, counted from its beginning', async () => {
    const file = await clip(await record(numberedUnits(40, 10, 0.5)), 15, 24, LOSSLESS);
    const beside = (extension: string) => readFile(file.replace('mp4', extension), 'utf8');
    const lines = (await beside('jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ type: 'begin', stream: 'Rover' });
    const altitudes = lines.slice(1).map(({ values }) => (values as { altitudeM: number }).altitudeM);
    // What was known at its beginning, and then what was written down of its time.
    expect(altitudes[0]).toBeLessThan(15);
    expect(altitudes[0]).toBeGreaterThan(10);
    expect(altitudes.slice(1).every((altitude) => altitude >= 15 && altitude <= 25)).toBe(true);
    expect(altitudes.length).toBeGreaterThan(3);
    expect(lines[1]).toMatchObject({ t: 0 });
    for (const [n, altitude] of altitudes.entries())
      if (n > 0) expect(lines[n + 1]?.t).toBeCloseTo((timeUs(altitude) - timeUs(15)) / 1e6, 3);
    expect(await beside('srt')).toContain('00:00:00,000 -->');
    expect((await beside('gpx')).match(/<trkpt/g)).toHaveLength(altitudes.length);
  });
});

describe('a re-encoded clip', () => {
  const REENCODE = { kind: 'reencode', overlay: false, height: 'original', rate: { quality: 'best' } } as const;

  it('shows the same pictures, each at its time', async () => {
    const file = await clip(await record(numberedUnits(60, 10, 0.5), true), 13, 37, REENCODE);
    expect(numbersIn(file)).toEqual(range(13, 37));
    expect((await streamsOf(file)).map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
    expect(timesOf(file).video?.durationS).toBeCloseTo((timeUs(38) - timeUs(13)) / 1e6, 1);
    expect((await readdir(path.dirname(file))).sort()).toContain('clip.srt');
  });

  it('shows what was burnt in', async () => {
    const recorded = await record(numberedUnits(20, 10));
    const plain = await clip(recorded, 3, 12, REENCODE);
    const burnt = await clip(recorded, 3, 12, { ...REENCODE, overlay: true });
    expect(numbersIn(burnt)).toEqual(range(3, 12));
    const picture = (file: string) =>
      execFileSync('ffmpeg', [
        '-v',
        'error',
        '-i',
        file,
        '-frames:v',
        '1',
        '-pix_fmt',
        'gray',
        '-f',
        'rawvideo',
        'pipe:1',
      ]);
    const [a, b] = [picture(plain), picture(burnt)];
    expect(a.filter((value, i) => Math.abs(value - b[i]!) > 60).length).toBeGreaterThan(200);
    // Players would show it a second time.
    expect(await readdir(path.dirname(burnt))).not.toContain('clip.srt');
  });

  it('is a GIF or a WebP', async () => {
    const recorded = await record(numberedUnits(50, 10, 0.5));
    const options = { overlay: false, height: 'original', fps: 5 } as const;
    expect(numbersIn(await clip(recorded, 0, 24, { kind: 'gif', ...options }))[0]).toBe(0);
    const webp = await clip(recorded, 0, 24, { kind: 'webp', ...options });
    expect((await readFile(webp)).toString('latin1')).toContain('ANMF');
  });
});
