import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeMessage } from '#core/protocols/mavlink/encode';
import { judgedPackets } from '#core/protocols/mavlink/fixtures/judge';
import { TlogReader } from '#core/protocols/mavlink/tlog/tlog-reader';
import { nowUs } from '../../clock';
import { openTestStation } from '../../fixtures/test-station';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { runMavlinkSimulator } from '../../simulators/mavlink/simulator';
import { Rewind } from '../rewind/rewind';
import { AppendFile } from './append-file';
import { encodedPictures } from './fixtures/judge';
import { recordOnDemand } from './fixtures/settings';
import { RECORDER, Recorder } from './recorder';
import type { RecorderSettings } from './recorder-settings';
import { readInfo } from './sidecar';

const clip = encodedPictures('h264', 60, 30);
const log = createLog('error', () => undefined);
let folder: string;
let stream: Stream;
let hub: Hub;
let recorder: Recorder;
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-tlog-'));
  ends.push(() => rm(folder, { recursive: true }));
  hub = new Hub();
  stream = hub.add({ id: 'cam', name: 'Cam', kind: 'push', video: '', telemetry: '' });
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0).reverse()) await end();
});

async function open(settings: Partial<RecorderSettings> = {}, rewind?: Rewind): Promise<void> {
  recorder = new Recorder(hub, log, recordOnDemand(folder, { pattern: 'rec', ...settings }), rewind);
  ends.push(() => recorder.close());
  await recorder.ready();
}

let lastUs = 0;
/** Two seconds of pictures, and a packet with each. @param fromUs absent: now @returns the packets */
function publish(fromUs?: number): readonly Uint8Array[] {
  return clip.map((picture, at) => {
    lastUs = fromUs === undefined ? Math.max(nowUs(), lastUs + 33_333) : fromUs + at * 33_333;
    stream.publish({ ...picture, receiveUs: lastUs });
    const packet = encodeMessage(
      'HEARTBEAT',
      { type: 2, autopilot: 3 },
      { version: 2, system: 1, component: 1, seq: at },
    );
    const shared = packet.slice();
    stream.publishPacket(shared, lastUs);
    shared.fill(0);
    return packet;
  });
}

async function stop(): Promise<void> {
  recorder.stop('cam');
  await recorder.close();
}

async function readTlog(name = 'rec') {
  const [times, packets, known]: [number[], Uint8Array[], Uint8Array[]] = [[], [], []];
  const reader = new TlogReader(({ timeUs, packet, isKnown }) => {
    const bytes = packet.bytes.slice(packet.start, packet.end);
    times.push(timeUs);
    packets.push(bytes);
    if (isKnown) known.push(bytes);
  });
  reader.push(await readFile(path.join(folder, `${name}.tlog`)));
  reader.end();
  return { times, packets, known, skipped: reader.skippedBytes };
}

describe('the packets of a vehicle whose film is recorded', () => {
  it('lie beside it as they came, with the times of the film', async () => {
    await open({ mode: 0o640 });
    recorder.start('cam');
    const packets = publish();
    await stop();
    const { times, packets: read, skipped } = await readTlog();
    expect([read, skipped]).toEqual([packets, 0]);
    const info = await readInfo(path.join(folder, 'rec'));
    const startedUs = info?.startedUs ?? 0;
    expect(Math.abs((times[0] ?? 0) - startedUs)).toBeLessThan(2);
    expect(Math.abs((times.at(-1) ?? 0) - startedUs - 59 * 33_333)).toBeLessThan(60_000);
    const { mode, size } = await stat(path.join(folder, 'rec.tlog'));
    expect([mode & 0o777, info?.tlogBytes, info?.tlogLost]).toEqual([0o640, size, undefined]);
  });

  it('are those of before, too, where it is recorded from some seconds ago, and none twice', async () => {
    const rewind = new Rewind({ hub, log, minutes: 5, bytes: 2 ** 30, parent: folder });
    ends.push(() => rewind.close());
    await open({}, rewind);
    const before = publish(nowUs() - 5e6);
    recorder.start('cam', { secondsBefore: 30 });
    const after = publish();
    await stop();
    const { times, packets } = await readTlog();
    expect(packets).toEqual([...before, ...after]);
    const { startedUs = 0 } = (await readInfo(path.join(folder, 'rec'))) ?? {};
    expect(Math.abs((times[0] ?? 0) - startedUs)).toBeLessThan(2);
  });

  it('are for this user alone where nothing else is said', async () => {
    await open();
    recorder.start('cam');
    publish();
    await stop();
    expect((await stat(path.join(folder, 'rec.tlog'))).mode & 0o777).toBe(0o600);
  });

  it('are no file where none came', async () => {
    await open();
    recorder.start('cam');
    const beginUs = nowUs();
    clip.forEach((picture, at) => void stream.publish({ ...picture, receiveUs: beginUs + at * 33_333 }));
    await stop();
    expect((await readdir(folder)).sort()).toEqual(['rec.json', 'rec.jsonl', 'rec.mp4']);
    expect(await readInfo(path.join(folder, 'rec'))).not.toHaveProperty('tlogBytes');
  });

  it('go on beside the next file, and none is lost or twice', async () => {
    await open({ segment: { us: 0.9e6, bytes: 1e12 } });
    recorder.start('cam');
    const packets = publish();
    await stop();
    const [first, second] = [await readTlog('rec'), await readTlog('rec (2)')];
    expect(second.packets.length).toBeGreaterThan(10);
    expect([...first.packets, ...second.packets]).toEqual(packets);
  });

  it('are counted in the quota, and deleted with it', async () => {
    await open();
    recorder.start('cam');
    publish();
    await stop();
    const [entry] = recorder.library.list();
    const { bytes = 0, telemetryBytes = 0, tlogBytes = 0 } = entry?.info ?? {};
    expect(await recorder.library.keepWithin(bytes + telemetryBytes + tlogBytes)).toBe(true);
    expect(await readdir(folder)).toContain('rec.tlog');
    await recorder.library.keepWithin(bytes + telemetryBytes + tlogBytes - 1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('never overwrite another’s file', async () => {
    await mkdir(path.join(folder, 'rec.tlog'));
    await open();
    recorder.start('cam');
    const packets = publish();
    await stop();
    expect(await readdir(folder)).not.toContain('rec.mp4');
    expect((await readTlog('rec (2)')).packets).toEqual(packets);
  });

  it('cost no picture where their file cannot be begun, and are counted', async () => {
    const create = AppendFile.create.bind(AppendFile);
    vi.spyOn(AppendFile, 'create').mockImplementation((file, mode) => {
      if (file.endsWith('.tlog')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return create(file, mode);
    });
    await open();
    recorder.start('cam');
    publish();
    await stop();
    expect(await readInfo(path.join(folder, 'rec'))).toMatchObject({ pictures: 60, tlogLost: 60, state: 'finished' });
  });

  it('end the recording with an alarm where the disk is full, as any of its parts', async () => {
    const append = AppendFile.prototype.append;
    vi.spyOn(AppendFile.prototype, 'append').mockImplementation(function (this: AppendFile, parts) {
      if (this.path.endsWith('.tlog')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return append.call(this, parts);
    });
    await open();
    recorder.start('cam');
    publish();
    await vi.waitFor(() => expect(recorder.state().streams).toMatchObject([{ state: 'failed' }]));
    expect(await readInfo(path.join(folder, 'rec'))).toMatchObject({ ended: 'disk-full' });
  });

  it('are those of everybody on the link of a real vehicle, as the judge reads them', async () => {
    const demoFlight = path.resolve('resources/demo-flight');
    const options = { vehicle: 'copter', fps: 30, demoFlight, gimbal: true, secondVehicle: true } as const;
    const vehicle = await runMavlinkSimulator({ ...options, tcp: 0, videoPort: 0, noise: true });
    ends.push(() => vehicle.close());
    const station = openTestStation({ log, version: '1', recording: recordOnDemand(folder, { pattern: 'rec' }) });
    ends.push(() => station.close());
    const from = encodeURIComponent(`mavlink+tcp://127.0.0.1:${vehicle.tcpPort}`);
    const added = station.sources.add(`pi://127.0.0.1:${vehicle.videoPort}?telemetry=9&vehicle=${from}`);
    const { id } = added.ok ? added.value.info : { id: '' };
    const live = station.get(RECORDER);
    await live?.ready();
    live?.start(id);
    const recorded = () => live?.library.list()[0]?.info;
    await vi.waitFor(() => expect(recorded()?.tlogBytes).toBeGreaterThan(20_000), { timeout: 30_000 });
    live?.stop(id);
    await vi.waitFor(() => expect(recorded()).toMatchObject({ state: 'finished' }));
    const { known, times, skipped } = await readTlog();
    expect(skipped).toBe(0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    // Noise may look like a packet of an unknown id; the judge drops those.
    const judged = await judgedPackets(Buffer.concat(known));
    expect(judged).toHaveLength(known.length);
    expect([...new Set(judged.map(({ header }) => `${header.sysid}/${header.compid}`))].sort()).toEqual([
      '1/1',
      '1/154',
      '2/1',
    ]);
  });
});
