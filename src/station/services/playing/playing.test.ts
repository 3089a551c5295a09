import { execFile } from 'node:child_process';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationMessage, ViewerMessage } from '#contracts/link';
import { text } from '#core/texts/text';
import { openTestStation } from '../../fixtures/test-station';
import { createLog } from '../../log';
import type { Station } from '../../station';
import { recordOnDemand } from '../recorder/fixtures/settings';
import { FLIGHT_US, flight } from './fixtures/flight';
import { PLAYING } from './playing';
import { TelemetryIndex } from './telemetry-index';

const run = promisify(execFile);
const DAY_AGO_S = Date.now() / 1000 - 86_400;
let folder: string;
let station: Station;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-play-'));
  station = openTestStation({
    log: createLog('error', () => undefined),
    version: 'test',
    recording: recordOnDemand(folder, { segment: { us: Number.MAX_SAFE_INTEGER, bytes: 1e12 } }),
  });
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

/** A film of another program, of yesterday, 2 s long. */
async function film(name: string): Promise<string> {
  const file = path.join(folder, name);
  const input = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=2'];
  await run('ffmpeg', ['-v', 'error', ...input, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', file]);
  await utimes(file, DAY_AGO_S, DAY_AGO_S);
  return file;
}

/** A viewer that writes down what it is told. */
function viewer(files?: { chosen: string }) {
  const told: StationMessage[] = [];
  let receive: (text: string) => void = () => undefined;
  let closed: () => void = () => undefined;
  let pictures = 0;
  const chooser = files && { choose: async () => [files.chosen], onChosen: () => () => undefined };
  station.attach(
    {
      send: (text: string) => told.push(JSON.parse(text) as StationMessage),
      sendPicture: () => pictures++,
      sendSound: () => undefined,
      onMessage: (listener: (text: string) => void) => {
        receive = listener;
      },
      onClose: (listener: () => void) => {
        const before = closed;
        closed = () => {
          before();
          listener();
        };
      },
      close: () => closed(),
    } as never,
    { mayChange: true, ...(chooser && { files: chooser }) },
  );
  const ask = (message: ViewerMessage) => receive(JSON.stringify(message));
  const streams = () => told.findLast((message) => message.type === 'streams')?.streams ?? [];
  return { told, ask, streams, leave: () => closed(), pictures: () => pictures };
}

async function until(holds: () => boolean): Promise<void> {
  for (let look = 0; !holds(); look++) {
    if (look > 500) throw new Error('never came true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const WATCH = { ask: 'watch', request: 1, words: '', sortBy: 'start', descending: true, pages: 1 } as const;

describe('a recording that somebody plays', () => {
  it('is found in the folder, and a stream of those alone who play it, until the last has gone', async () => {
    await film('Harbour.mkv');
    const [one, other] = [viewer(), viewer()];
    one.ask({ type: 'library', about: WATCH });
    const listed = () => one.told.flatMap((m) => (m.type === 'library' ? m.library.recordings : []));
    await until(() => listed().length > 0);
    const [found] = listed();
    expect(found).toMatchObject({ name: 'Harbour.mkv', isOutside: true, durationUs: 1_960_000 });
    one.ask({ type: 'library', about: { ask: 'play', id: found?.id ?? '' } });
    await until(() => one.told.some(({ type }) => type === 'opened'));
    const [stream] = one.streams();
    expect(stream).toMatchObject({ kind: 'recording', name: 'Harbour.mkv' });
    expect((stream?.playback?.endUs ?? 0) / 1e6).toBeCloseTo(DAY_AGO_S, -1);
    expect([other.streams(), station.hub.list()]).toEqual([[], []]);
    const id = stream?.id ?? '';
    other.ask({ type: 'subscribe', stream: id });
    expect(other.told.at(-1)).toMatchObject({ type: 'error' });
    one.ask({ type: 'subscribe', stream: id });
    one.ask({ type: 'play', stream: id, run: 1, fromUs: 0, rate: 0 });
    await until(() => one.pictures() > 0);
    one.leave();
    expect(station.hub.find(id)).toBeUndefined();
  });

  it('is left by who closes it, and stays for who has it open', async () => {
    const file = await film('two.mp4');
    const [one, other] = [viewer({ chosen: file }), viewer({ chosen: file })];
    for (const each of [one, other]) each.ask({ type: 'library', about: { ask: 'open-file' } });
    await until(() => [one, other].every(({ told }) => told.some(({ type }) => type === 'opened')));
    const id = one.streams()[0]?.id ?? '';
    one.ask({ type: 'library', about: { ask: 'close', stream: id } });
    expect([one.streams().length, other.streams().length]).toEqual([0, 1]);
    other.ask({ type: 'library', about: { ask: 'close', stream: id } });
    expect(station.hub.find(id)).toBeUndefined();
  });

  it('is opened by its path at the station’s own screen alone', async () => {
    await film('secret.mp4');
    const far = viewer();
    far.ask({ type: 'library', about: { ask: 'open-file' } });
    far.ask({ type: 'library', about: { ask: 'play', id: '../../etc/passwd' } } as never);
    far.ask({ type: 'library', about: { ask: 'play', id: '0123456789abcdef' } });
    await until(() => far.told.filter(({ type }) => type === 'error').length === 2);
    expect(far.streams()).toEqual([]);
  });

  it('is everybody’s where the command line opened it, until one closes it for itself', async () => {
    const file = await film('all.mp4');
    const early = viewer();
    expect(await playing().openForAll(file)).toEqual({ ok: true, value: undefined });
    const late = viewer();
    expect([early.streams().length, late.streams().length]).toEqual([1, 1]);
    early.ask({ type: 'library', about: { ask: 'close', stream: early.streams()[0]?.id ?? '' } });
    expect([early.streams().length, late.streams().length]).toEqual([0, 1]);
  });

  it('says in words what is the matter with a file that is none', async () => {
    const file = path.join(folder, 'letter.mp4');
    await writeFile(file, 'Dear station,'.repeat(100));
    expect(await playing().openForAll(file)).toEqual({
      ok: false,
      message: text('recordings.cannotPlay', { name: 'letter.mp4', why: text('film.noVideo') }),
    });
  });
});

describe('a log of MAVLink', () => {
  const log = async (name: string, bytes = flight(0, 60)) => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    await utimes(file, DAY_AGO_S, DAY_AGO_S);
    return file;
  };
  const altitudes = ({ told }: ReturnType<typeof viewer>) =>
    told.flatMap((m) => (m.type === 'telemetry' && m.run !== undefined ? [m.values.altitudeM] : []));

  it('is found in the folder, and played as a recording with a time line and no picture', async () => {
    await log('Flight.tlog');
    const one = viewer();
    one.ask({ type: 'library', about: WATCH });
    const listed = () => one.told.flatMap((m) => (m.type === 'library' ? m.library.recordings : []));
    await until(() => listed().length > 0);
    expect(listed()[0]).toMatchObject({ name: 'Flight.tlog', isOutside: true, startedUs: FLIGHT_US });
    one.ask({ type: 'library', about: { ask: 'play', id: listed()[0]?.id ?? '' } });
    await until(() => one.streams().length > 0);
    const [stream] = one.streams();
    expect(stream).toMatchObject({ kind: 'recording', video: '', telemetry: 'Flight.tlog' });
    expect(stream?.playback).toEqual({ beginUs: FLIGHT_US, endUs: FLIGHT_US + 60e6 });
    const id = stream?.id ?? '';
    one.ask({ type: 'subscribe', stream: id });
    one.ask({ type: 'play', stream: id, run: 1, fromUs: FLIGHT_US + 30e6 + 2, rate: 0 });
    await until(() => altitudes(one).at(-1) === 29.8);
    one.ask({ type: 'track', stream: id });
    await until(() => one.told.some((m) => m.type === 'track' && m.points.length === 60));
    expect(one.pictures()).toBe(0);
    one.ask({ type: 'inspect', stream: id });
    const inspected = () => one.told.flatMap((m) => (m.type === 'inspection' ? m.sections : []));
    expect(inspected().map(({ title }) => title)).toContainEqual(
      text('inspection.vehicle', { system: 7, kind: 'Quadrotor, ArduPilot' }),
    );
    const other = viewer();
    other.ask({ type: 'inspect', stream: id });
    expect(other.told.some(({ type }) => type === 'inspection')).toBe(false);
    one.leave();
    expect(station.hub.find(id)).toBeUndefined();
  });

  it('is a film’s where it lies beside it, and no recording of its own', async () => {
    const file = await film('Harbour.mp4');
    // The film has no clock that meets the log's: both begin together.
    await log('Harbour.tlog');
    const one = viewer({ chosen: file });
    one.ask({ type: 'library', about: { ask: 'open-file' } });
    await until(() => one.streams().length > 0);
    const { id, playback } = one.streams()[0] ?? { id: '' };
    const shifts = () => one.told.flatMap((m) => (m.type === 'playback' ? [m.playback.telemetryShiftUs] : []));
    one.ask({ type: 'subscribe', stream: id });
    expect(shifts().at(-1)).toBe(0);
    one.ask({ type: 'play', stream: id, run: 1, fromUs: (playback?.beginUs ?? 0) + 1e6, rate: 0 });
    await until(() => altitudes(one).length > 0);
    expect(altitudes(one)[0]).toBeCloseTo(0.8, 1);
    one.ask({ type: 'shift-telemetry', stream: id, byUs: -2e6 });
    expect(shifts().at(-1)).toBe(-2e6);
    // The picture stands, and has the values of the new place at once.
    await until(() => (altitudes(one).at(-1) ?? 0) > 2.5);
    one.ask({ type: 'library', about: WATCH });
    const listed = () => one.told.flatMap((m) => (m.type === 'library' ? m.library.recordings : []));
    await until(() => listed().length > 0);
    expect(listed().map(({ name }) => name)).toEqual(['Harbour.mp4']);
  });

  it('is a film’s where it is named, moved by its offset; else what is wrong is said', async () => {
    const file = await film('Bay.mp4');
    const tlog = await log('other.tlog');
    const held = await playing().openFile(file, { tlog, tlogOffsetUs: -30e6 });
    const stream = held.ok ? held.value.stream : undefined;
    const values: unknown[] = [];
    const sink = {
      picture: () => undefined,
      telemetry: (sample: { values: { altitudeM?: number } }) => values.push(sample.values.altitudeM),
      room: async () => undefined,
      changed: () => undefined,
    };
    const { id = '', playback } = stream?.info ?? {};
    playing()
      .playback(id, sink)
      ?.play({ run: 1, fromUs: playback?.beginUs ?? 0, rate: 0 });
    await until(() => values.length > 0);
    expect(values[0]).toBeCloseTo(30, 0);
    if (held.ok) held.value.release();
    const gone = await playing().openFile(file, { tlog: path.join(folder, 'gone.tlog') });
    const why = text('recordings.noLog', { name: 'gone.tlog', why: text('film.noFile') });
    expect(gone).toEqual({ ok: false, message: text('recordings.cannotPlay', { name: 'Bay.mp4', why }) });
  });
});

describe('the telemetry of a recording', () => {
  const line = (t: number, values: object) => `${JSON.stringify({ type: 'telemetry', t, wall: 'x', values })}\n`;

  it('is that of the moment, with marks, a plot, and nothing of torn lines', async () => {
    const file = path.join(folder, 'a.jsonl');
    const lines = Array.from({ length: 5000 }, (_, at) => line(at / 10, { altitudeM: at }));
    const mark = `${JSON.stringify({ type: 'mark', t: 3, wall: 'x', text: 'a “gate”' })}\n`;
    await writeFile(file, `${lines.join('')}${mark}not json\n${line(1e6, { altitudeM: 1 }).slice(0, 40)}`);
    const index = new TelemetryIndex(file, 1e6);
    await index.scan();
    expect(await index.at(0)).toBeUndefined();
    expect(await index.at(1e6 + 12.34e6)).toEqual({ timeUs: 1e6 + 12.3e6, values: { altitudeM: 123 } });
    expect(await index.at(1e6 + 12.34e6, 1e6 + 12.3e6)).toBeUndefined();
    expect(index.marks).toEqual([{ atUs: 4e6, label: 'a “gate”' }]);
    expect(index.track).toHaveLength(600);
    await writeFile(file, line(600, { altitudeM: 7 }), { flag: 'a' });
    await index.close();
  });

  it('grows with its file', async () => {
    const file = path.join(folder, 'b.jsonl');
    await writeFile(file, line(0, { altitudeM: 1 }));
    const index = new TelemetryIndex(file, 0);
    await index.scan();
    await writeFile(file, line(1, { altitudeM: 2 }), { flag: 'a' });
    await index.scan();
    expect(await index.at(5e6)).toEqual({ timeUs: 1e6, values: { altitudeM: 2 } });
    await index.close();
  });
});
