import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StationMessage } from '#contracts/link';
import { nowUs } from '../../clock';
import { openTestStation } from '../../fixtures/test-station';
import { createLog } from '../../log';
import { runPiSimulator } from '../../simulators/pi/simulator';
import type { Station } from '../../station';
import { decode, encodedPictures, packetsOf } from './fixtures/judge';
import { recordOnDemand } from './fixtures/settings';
import { RECORDER, type Recorder } from './recorder';

let folder: string;
let station: Station;
let recorder: Recorder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-live-'));
  station = openTestStation({
    log: createLog('error', () => undefined),
    version: '1',
    rewind: { minutes: 1, bytes: 2 ** 28 },
    recording: recordOnDemand(folder, { pattern: 'rec' }),
  });
  const found = station.get(RECORDER);
  if (!found) throw new Error('a station of these options records');
  recorder = found;
  await recorder.ready();
});
afterEach(async () => {
  await station.close();
  await rm(folder, { recursive: true });
});

const files = async () => (await readdir(folder)).filter((name) => name.endsWith('.mp4'));

describe('recording a live vehicle', () => {
  it('goes on in the same file where its link dies and comes back, and marks the gap', async () => {
    const demoFlight = path.resolve('resources/demo-flight');
    const start = (videoPort = 0, telemetryPort = 0) =>
      runPiSimulator({ listen: '127.0.0.1', videoPort, telemetryPort, demoFlight, fps: 30 });
    const first = await start();
    const { videoPort = 0, telemetryPort = 0 } = first;
    const added = station.sources.add(`pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`);
    const { id } = added.ok ? added.value.info : { id: '' };
    const pictures = () => recorder.library.list()[0]?.info.pictures ?? 0;
    const until = (holds: () => void) => vi.waitFor(holds);
    expect(recorder.start(id)).toMatchObject({ ok: true });
    await until(() => expect(pictures()).toBeGreaterThan(30));

    await first.close();
    await until(() => expect(station.hub.get(id)?.links.video?.state).toBe('failed'));
    const before = pictures();
    const diedUs = nowUs();
    await until(() => expect(nowUs() - diedUs).toBeGreaterThan(2.5e6));
    const second = await start(videoPort, telemetryPort);
    await until(() => expect(pictures()).toBeGreaterThan(before + 30));
    const backUs = nowUs();
    await until(() => expect(station.hub.get(id)?.lastTelemetry?.receiveUs).toBeGreaterThan(backUs));
    recorder.stop(id);
    await until(() => expect(recorder.library.list()).toMatchObject([{ info: { state: 'finished' } }]));
    await second.close();

    expect(await files()).toEqual(['rec.mp4']);
    const [entry] = recorder.library.list();
    const [gap] = entry?.info.gaps ?? [];
    expect(entry?.info.gaps).toMatchObject([{ cause: 'link' }]);
    const packets = await packetsOf(path.join(folder, 'rec.mp4'));
    const behind = packets.findIndex(({ timeS }, i) => timeS - (packets[i - 1]?.timeS ?? 0) > 2);
    expect(packets[behind]?.key).toBe(true);
    expect(packets[behind]?.timeS).toBeCloseTo((gap?.toUs ?? 0) / 1e6, 3);
    expect(packets[behind - 1]?.timeS).toBeCloseTo((gap?.fromUs ?? 0) / 1e6, 3);
    expect((await decode(path.join(folder, 'rec.mp4'))).pictures).toBe(packets.length);
    const lines = (await readFile(path.join(folder, 'rec.jsonl'), 'utf8')).trim().split('\n');
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types.indexOf('gap')).toBeGreaterThan(types.indexOf('telemetry'));
    expect(types.lastIndexOf('telemetry')).toBeGreaterThan(types.indexOf('gap'));
  });

  it('takes no picture from those who watch, and lets none wait, however often it begins and ends', async () => {
    const clip = encodedPictures('h264', 90, 30);
    const stream = station.hub.add({ id: 'cam', name: 'Cam', kind: 'push', video: '', telemetry: '' });
    const seen: Uint8Array[] = [];
    let ask: (message: object) => void = () => undefined;
    station.attach({
      send: (text) => {
        const { type } = JSON.parse(text) as StationMessage;
        if (type === 'streams') queueMicrotask(() => ask({ type: 'subscribe', stream: 'cam' }));
      },
      sendPicture: (_, data) => {
        seen.push(data);
        ask({ type: 'ack', stream: 'cam', pictures: 1 });
      },
      sendSound: () => undefined,
      onMessage: (listener) => {
        ask = (message) => listener(JSON.stringify(message));
      },
      onClose: () => undefined,
      close: () => undefined,
    });
    await Promise.resolve();

    const given: Uint8Array[] = [];
    for (let number = 0; number < 300; number++) {
      if (number % 15 === 5) expect(recorder.start('cam', { secondsBefore: 60 })).toMatchObject({ ok: true });
      if (number % 15 === 12) recorder.stop('cam');
      const unit = clip[number % clip.length];
      if (!unit) continue;
      given.push(unit.data);
      stream.publish({ ...unit, receiveUs: nowUs() });
      // Not at some later turn: viewers have it before the recorder's disk is asked for anything.
      expect(seen).toHaveLength(given.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(seen.every((data, i) => data === given[i])).toBe(true);
    await station.close();
    expect((await files()).length).toBeGreaterThan(10);
    expect(recorder.library.list().every(({ info }) => info.lost === 0)).toBe(true);
  });
});
