import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { recordingInfoSchema } from '#core/recording/info';
import { nowUs } from '../../clock';
import { Stream } from '../../hub/stream';
import { numberedJpegs } from '../../transcode/fixtures/numbered';
import { decode, encodedPictures, nalUnits, nalUnitsOf, packetsOf, streamsOf } from './fixtures/judge';
import { StreamRecorder } from './stream-recorder';

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
    ...{ folder, pattern: 'rec', stream: INFO, segment: { us: 1e12, bytes: 1e12 } },
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

  it('says what it is', async () => {
    await recordAll(timed(h264));
    expect(await info('rec.json')).toMatchObject({
      ...{ state: 'finished', stream: { id: 'pi://rover', name: 'Rover' }, codec: 'h264', width: 320, height: 240 },
      ...{ pictures: 90, lost: 0, gaps: [] },
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
});
