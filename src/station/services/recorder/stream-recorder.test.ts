import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { recordingInfoSchema } from '#core/recording/info';
import { TELEMETRY_FORMATS } from '#core/recording/telemetry/formats';
import { nowUs } from '../../clock';
import { Stream } from '../../hub/stream';
import { numberedJpegs, turnedJpegs } from '../../transcode/fixtures/numbered';
import { decode, encodedPictures, nalUnits, nalUnitsOf, packetsOf, streamsOf } from './fixtures/judge';
import { StreamRecorder } from './stream-recorder';
import { writeTelemetryFile } from './telemetry-files';

const INFO = { id: 'pi://rover', number: 0, name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;
const h264 = encodedPictures('h264', 90, 30);

let folder: string;
let stream: Stream;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-record-'));
  stream = new Stream(INFO);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function record(options: Partial<ConstructorParameters<typeof StreamRecorder>[0]> = {}) {
  const failures: unknown[] = [];
  const recorder = new StreamRecorder({
    folder,
    pattern: 'rec',
    stream: INFO,
    segment: { us: 1e12, bytes: 1e12 },
    onFile: () => undefined,
    onFailure: (error) => failures.push(error),
    ...options,
  });
  const leave = recorder.attach(stream);
  return { recorder, leave, failures };
}

/** Uneven, as a camera's that changes its exposure. */
const intervalUs = (i: number) => 20_000 + ((i * 7919) % 30_000);

function timed(pictures: readonly Omit<AccessUnit, 'receiveUs'>[], startUs = nowUs() - 20e6): AccessUnit[] {
  let us = startUs;
  return pictures.map((picture, i) => {
    us += intervalUs(i);
    // What arrived late was taken on time.
    return { ...picture, captureUs: us, receiveUs: us + 5000 + ((i * 31) % 9000) };
  });
}

const files = async (extension: string) => (await readdir(folder)).filter((name) => name.endsWith(extension)).sort();
const info = async (name: string) =>
  recordingInfoSchema.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8')));

async function recordAll(units: readonly AccessUnit[]): Promise<string> {
  const { recorder, leave } = record();
  for (const unit of units) stream.publish(unit);
  leave();
  await recorder.end();
  expect(await files('.mp4')).toEqual(['rec.mp4']);
  return path.join(folder, 'rec.mp4');
}

function expectTimes(packets: readonly { readonly timeS: number }[], units: readonly AccessUnit[]) {
  const zeroUs = units[0]?.captureUs ?? 0;
  expect(packets).toHaveLength(units.length);
  packets.forEach(({ timeS }, i) => {
    expect(Math.abs(timeS * 1000 - ((units[i]?.captureUs ?? 0) - zeroUs) / 1000)).toBeLessThan(1);
  });
}

describe('a recording of H.264', () => {
  it('has every picture, byte for byte, when it was taken', async () => {
    const units = timed(h264);
    const file = await recordAll(units);
    const packets = await packetsOf(file);
    expectTimes(packets, units);
    expect(packets.map(({ key }) => key)).toEqual(units.map(({ key }) => key));
    expect(await nalUnitsOf(file, 'h264')).toEqual(units.flatMap(({ data }) => nalUnits(data)));
    expect(await decode(file)).toEqual({ pictures: 90, complaints: '' });
  });

  it('has every picture of those that came in one piece', async () => {
    const units = timed(h264).map((unit, i) => ({ ...unit, receiveUs: 1e6 + Math.floor(i / 4) * 133_333 }));
    const packets = await packetsOf(await recordAll(units));
    expect(packets).toHaveLength(units.length);
  });

  it('says what it is', async () => {
    await recordAll(timed(h264));
    expect(await info('rec.json')).toMatchObject({
      state: 'finished',
      stream: { id: 'pi://rover', name: 'Rover' },
      codec: 'h264',
      width: 320,
      height: 240,
      pictures: 90,
      lost: 0,
      gaps: [],
    });
  });
});

describe('a recording of H.265', () => {
  it('has every picture, byte for byte, when it was taken', async () => {
    const units = timed(encodedPictures('h265', 40, 20));
    const file = await recordAll(units);
    expectTimes(await packetsOf(file), units);
    // ffmpeg puts parameter sets where it sees fit.
    const plain = (list: readonly string[]) => list.filter((nal) => !/^(64|66|68) /.test(nal));
    expect(plain(await nalUnitsOf(file, 'hevc'))).toEqual(plain(units.flatMap(({ data }) => nalUnits(data))));
    expect(await decode(file)).toEqual({ pictures: 40, complaints: '' });
    expect((await streamsOf(file))[0]).toMatchObject({ codec_name: 'hevc', codec_tag_string: 'hvc1', width: 320 });
  });
});

describe('a recording of JPEG', () => {
  it('is Motion JPEG, each picture as it came', async () => {
    const jpegs = numberedJpegs(12);
    const units = timed(jpegs.map((data) => ({ data, key: true, codec: 'jpeg' as const })));
    const file = await recordAll(units);
    const packets = await packetsOf(file);
    expectTimes(packets, units);
    expect(packets.map(({ bytes }) => bytes)).toEqual(jpegs.map(({ length }) => length));
    expect(await decode(file)).toEqual({ pictures: 12, complaints: '' });
    expect((await streamsOf(file))[0]).toMatchObject({ codec_name: 'mjpeg' });
  });

  it('is seen as the camera’s Exif says, in players that know nothing of Exif', async () => {
    const file = await recordAll(timed(turnedJpegs(3).map((data) => ({ data, key: true, codec: 'jpeg' as const }))));
    // What is coded lies on its side, and the track's matrix turns it clockwise: ffprobe counts the other way.
    const turned = [{ side_data_type: 'Display Matrix', rotation: -90 }];
    expect((await streamsOf(file))[0]).toMatchObject({ width: 480, height: 640, side_data_list: turned });
    expect(await info('rec.json')).toMatchObject({ width: 640, height: 480 });
  });

  it('goes on in another file once the camera is turned', async () => {
    const { recorder, leave } = record();
    const jpegs = [numberedJpegs(2), turnedJpegs(2)].flat();
    for (const unit of timed(jpegs.map((data) => ({ data, key: true, codec: 'jpeg' as const })))) stream.publish(unit);
    leave();
    await recorder.end();
    expect(await files('.mp4')).toHaveLength(2);
  });
});

describe('a recording of a stream with sound', () => {
  const sound = (index: number, startUs: number): AudioChunk => ({
    codec: 'pcma',
    sampleRateHz: 8000,
    channels: 1,
    data: new Uint8Array(800).fill(0xd5),
    receiveUs: startUs + (index + 1) * 100_000,
    captureUs: startUs + index * 100_000,
  });

  it('has both, on one clock', async () => {
    const units = timed(h264);
    const startUs = units[0]?.captureUs ?? 0;
    stream.publishAudio(sound(0, startUs));
    const { recorder, leave } = record();
    units.forEach((unit, i) => {
      stream.publish(unit);
      if (i % 3 === 0 && i > 0) stream.publishAudio(sound(i / 3, startUs));
    });
    leave();
    await recorder.end();
    const file = path.join(folder, 'rec.mp4');
    expectTimes(await packetsOf(file), units);
    const packets = await packetsOf(file, 'a');
    // The first piece came before anybody recorded.
    expect(packets[0]?.timeS).toBeCloseTo(0.1, 3);
    expect(packets.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(29 * 800);
    expect((await streamsOf(file))[1]).toMatchObject({ codec_name: 'pcm_alaw', sample_rate: '8000', channels: 1 });
    expect((await decode(file)).complaints).toBe('');
  });
});

describe('a recording', () => {
  it('goes on in a new file where the format changes', async () => {
    const small = timed(h264.slice(0, 30));
    const wide = timed(encodedPictures('h264', 30, 30, '640x360'), (small.at(-1)?.receiveUs ?? 0) + 1000);
    const { recorder, leave } = record();
    for (const unit of [...small, ...wide]) stream.publish(unit);
    leave();
    await recorder.end();
    expect(await files('.mp4')).toEqual(['rec (2).mp4', 'rec.mp4']);
    expect(await info('rec.json')).toMatchObject({ ended: 'format', width: 320, pictures: 30 });
    expect(await info('rec (2).json')).toMatchObject({ width: 640, pictures: 30 });
    expectTimes(await packetsOf(path.join(folder, 'rec.mp4')), small);
    expectTimes(await packetsOf(path.join(folder, 'rec (2).mp4')), wide);
    expect((await info('rec.json')).session).toBe((await info('rec (2).json')).session);
  });

  it('goes on in a new file where the codec changes, and loses no picture of either', async () => {
    const first = timed(h264.slice(0, 30));
    const second = timed(encodedPictures('h265', 20, 20), (first.at(-1)?.receiveUs ?? 0) + 1000);
    const { recorder, leave } = record();
    for (const unit of [...first, ...second]) stream.publish(unit);
    leave();
    await recorder.end();
    expect(await info('rec.json')).toMatchObject({ ended: 'format', codec: 'h264', pictures: 30 });
    expect(await info('rec (2).json')).toMatchObject({ codec: 'h265', pictures: 20, gaps: [] });
    expect(await decode(path.join(folder, 'rec.mp4'))).toEqual({ pictures: 30, complaints: '' });
    expect(await decode(path.join(folder, 'rec (2).mp4'))).toEqual({ pictures: 20, complaints: '' });
  });

  it('goes on in the same file where the link dies and comes back, and says where', async () => {
    const before = timed(h264.slice(0, 30));
    const lastUs = before.at(-1)?.captureUs ?? 0;
    const after = timed(h264.slice(30, 60), lastUs + 5e6);
    const { recorder, leave } = record();
    for (const unit of before) stream.publish(unit);
    stream.broke();
    for (const unit of after) stream.publish(unit);
    leave();
    await recorder.end();
    expectTimes(await packetsOf(path.join(folder, 'rec.mp4')), [...before, ...after]);
    const zeroUs = before[0]?.captureUs ?? 0;
    const [gap] = (await info('rec.json')).gaps;
    expect(gap?.cause).toBe('link');
    expect(gap?.fromUs).toBeCloseTo(lastUs - zeroUs, -1);
    expect(gap?.toUs).toBeCloseTo((after[0]?.captureUs ?? 0) - zeroUs, -1);
    expect(await readFile(path.join(folder, 'rec.jsonl'), 'utf8')).toContain('"type":"gap"');
  });

  it.each([
    ['back by seconds', -9e6],
    ['back by an hour', -3600e6],
    ['forwards by a second', 1e6],
    ['forwards by a day', 86_400e6],
  ])('goes on where the host’s clock leaps %s', async (_, leapUs) => {
    const units = timed(h264).map((unit, i) =>
      i < 45 ? unit : { ...unit, captureUs: (unit.captureUs ?? 0) + leapUs },
    );
    const { recorder, leave } = record();
    for (const unit of units) stream.publish(unit);
    leave();
    await recorder.end();
    const packets = await packetsOf(path.join(folder, 'rec.mp4'));
    expect(packets).toHaveLength(90);
    const steps = packets.slice(1).map(({ timeS }, i) => timeS - (packets[i]?.timeS ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThan(0.1);
  });

  it('has one time from its beginning to its end, though the wall’s clock is set meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const units = timed(h264);
    const { recorder, leave } = record();
    for (const unit of units.slice(0, 45)) stream.publish(unit);
    stream.publishTelemetry({ altitudeM: 1 });
    await vi.waitFor(async () => expect(await files('.mp4')).toHaveLength(1));
    for (const leapMs of [3_600_000, -7_200_000]) {
      vi.setSystemTime(Date.now() + leapMs);
      stream.publishTelemetry({ altitudeM: 2 });
    }
    for (const unit of units.slice(45)) stream.publish(unit);
    leave();
    await recorder.end();
    vi.useRealTimers();
    expectTimes(await packetsOf(path.join(folder, 'rec.mp4')), units);
    const lines = (await readFile(path.join(folder, 'rec.jsonl'), 'utf8')).trim().split('\n');
    const walls = lines.flatMap((line) => Date.parse((JSON.parse(line) as { wall?: string }).wall ?? '') || []);
    expect(walls).toHaveLength(4);
    expect(walls).toEqual(walls.toSorted((a, b) => a - b));
    expect((walls.at(-1) ?? 0) - (walls[0] ?? 0)).toBeLessThan(60_000);
  });

  it('begins a new file after its time, with a key picture', async () => {
    const units = timed(h264);
    const { recorder, leave } = record({ segment: { us: 1e6, bytes: 1e12 } });
    for (const unit of units) stream.publish(unit);
    leave();
    await recorder.end();
    const parts = await Promise.all((await files('.mp4')).map((name) => packetsOf(path.join(folder, name))));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every(([first]) => first?.key)).toBe(true);
    expect(parts.flat()).toHaveLength(90);
  });

  it('begins with what was kept of before, and has nothing twice', async () => {
    const units = timed(h264);
    for (const unit of units.slice(0, 40)) stream.publish(unit);
    const preRoll = units.slice(0, 40).map((unit) => ({ kind: 'picture' as const, unit }));
    const { recorder, leave } = record({ preRoll });
    for (const unit of units.slice(40)) stream.publish(unit);
    leave();
    await recorder.end();
    expectTimes(await packetsOf(path.join(folder, 'rec.mp4')), units);
  });

  it('keeps the marks of before and of meanwhile, and none of a time that it does not have', async () => {
    const units = timed(h264, nowUs());
    const beginUs = units[0]?.captureUs ?? 0;
    const preRoll = units.slice(0, 60).map((unit) => ({ kind: 'picture' as const, unit }));
    const marks = [-1e6, 0.5e6].map((us) => ({ atUs: beginUs + us, label: `${us}` }));
    const { recorder, leave } = record({ preRoll, marks });
    expect(recorder.mark(beginUs + 1e6)).toBe(true);
    for (const unit of units.slice(60)) stream.publish(unit);
    leave();
    await recorder.end();
    expect(recorder.mark(beginUs + 1e6)).toBe(false);
    expect((await info('rec.json')).marks).toEqual([{ atUs: 0.5e6, text: '500000' }, { atUs: 1e6 }]);
    const lines = (await readFile(path.join(folder, 'rec.jsonl'), 'utf8'))
      .split('\n')
      .filter((line) => /mark/.test(line));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ t: 0.5, text: '500000' }, { t: 1 }]);
  });

  it('writes telemetry with times of the pictures', async () => {
    const units = timed(h264.slice(0, 30));
    const { recorder, leave } = record();
    for (const unit of units) stream.publish(unit);
    stream.publishTelemetry({ altitudeM: 12.5, latitudeDeg: 52.1, longitudeDeg: 13.4 });
    leave();
    await recorder.end();
    const base = path.join(folder, 'rec');
    const texts: Record<string, string> = {};
    for (const format of TELEMETRY_FORMATS) {
      await writeTelemetryFile(base, format);
      texts[format] = await readFile(`${base}.${format}`, 'utf8');
    }
    expect(texts.csv).toMatch(/^t,wall,rollDeg.*\r\n19\.\d+,20\d\d-.*,52\.1,13\.4,12\.5,/);
    expect(texts.srt).toMatch(/^1\n00:00:19,\d{3} --> 00:00:2\d,\d{3}\nALT 12\.5 m\n/);
    expect(texts.ass).toContain('Overlay,ALT 12.5 m\\N');
    expect(texts.gpx).toContain('<trkpt lat="52.1000000" lon="13.4000000"><ele>12.50</ele>');
    await expect(writeTelemetryFile(base, 'csv')).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
