import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readJpeg } from '#core/bitstream/jpeg/read-jpeg';
import { loadClip } from '../../clips/clip';
import { createLog } from '../../log';
import { VehicleFiles } from '../../services/dash-cams/vehicle-files';
import { type JtServer, openToDashCams } from '../../sources/accept/jt/jt-server';
import { askParameters, askPosition, sendText, setParameters, takePictures } from '../../sources/accept/jt/orders';
import type { Terminal } from '../../sources/accept/jt/terminal';
import { Station } from '../../station';
import { runDashcam } from './dashcam';
import type { DashcamOptions } from './options';
import { testPicture } from './test-picture';

const clip = await loadClip(fileURLToPath(new URL('../../../core/bitstream/fixtures/baseline.h264', import.meta.url)));
const SIM = '013800138000';

let folder: string;
let files: VehicleFiles;
let station: Station;
let server: JtServer;
let events: string[];
let leave: AbortController;
let ended: Promise<void>;

/** A station of ours, and the simulator that has dialled in. */
async function terminalWith(options: Partial<DashcamOptions> = {}): Promise<Terminal> {
  ended = runDashcam(
    {
      ...{ host: '127.0.0.1', port: server.tcpPort, phone: '13800138000', channels: 2, version: 2013 },
      ...{ transport: 'tcp', loss: 0, reorder: false, sound: false, fps: 30, clip },
      ...{ heartbeatSeconds: 60, reportSeconds: 0.05, onEvent: (event) => void events.push(event) },
      ...options,
    },
    leave.signal,
  );
  await vi.waitFor(() => expect(server.fleet.get(SIM)?.channels.size).toBe(2));
  return server.fleet.get(SIM)!;
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulated-'));
  const log = createLog('error', () => undefined);
  files = new VehicleFiles({ folder, quotaBytes: 2 ** 24, reserveBytes: 0, log });
  station = new Station({ log, version: 'test' });
  const ports = { listen: '127.0.0.1', tcpPort: 0, udpPort: 0, playbackPort: 0 };
  server = await openToDashCams(station, { ...ports, listed: [], acceptsNew: true, files });
  events = [];
  leave = new AbortController();
});

afterEach(async () => {
  leave.abort();
  await ended;
  await server.close();
  await station.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([2013, 2019] as const)('a simulated terminal of %d does what it is ordered to', async (version) => {
  const terminal = await terminalWith({ version });
  expect(await askPosition(terminal)).toMatchObject({ altitude: 12 });
  expect((await askParameters(terminal, [1]))?.map(({ id }) => id)).toEqual([1]);
  expect(await setParameters(terminal, [{ id: 0x83, value: Uint8Array.of(0x41) }])).toBe(true);
  expect((await askParameters(terminal, []))?.map(({ id }) => id)).toContain(0x83);
  expect(await sendText(terminal, '慢一点', { urgent: true, speak: true })).toBe(true);
  expect(events).toContain('the driver reads: 慢一点');
  const shot = { count: 2, intervalSeconds: 0, size: '320x240', quality: 3 } as const;
  expect(await takePictures(terminal, { ...shot, channel: 2 })).toEqual([1, 2]);
  await vi.waitFor(() => expect(files.list(SIM)).toHaveLength(2));
  const [picture] = files.list(SIM);
  expect(new Uint8Array(await readFile(files.pathOf(SIM, picture!.id)!))).toEqual(testPicture(2));
  expect(await takePictures(terminal, { ...shot, channel: 3 })).toBeUndefined();
  await vi.waitFor(() => expect(terminal.track.between(0, Number.MAX_SAFE_INTEGER).length).toBeGreaterThan(4));
});

it('a simulated terminal uploads, and its alarms have files', async () => {
  const terminal = await terminalWith();
  const server21 = { host: '127.0.0.1', port: 21, user: '', password: '', path: '/' };
  const span = { fromMs: Date.now() - 60_000, toMs: Date.now() };
  const upload = await terminal.uploads.order(terminal, { channel: 1, ...span, server: server21, conditions: 7 });
  expect(upload).toMatchObject({ state: 'running' });
  expect(await terminal.uploads.control(terminal, upload!.id, 'pause')).toBe(true);
  expect(await terminal.uploads.control(terminal, upload!.id, 'resume')).toBe(true);
  await vi.waitFor(() => expect(terminal.uploads.list()[0]).toMatchObject({ state: 'done' }), 20_000);

  // Its speed swings: an alarm comes within a swing of 40 s; a test does not wait for that.
  const alarm = terminal.alarms.take(
    {
      ...{ system: 'adas', alarmNumber: 1, flag: 0, keys: [], type: 3, level: 1, speed: 60, altitude: 0 },
      ...{ latitude: 0, longitude: 0, time: '261121130000', vehicleStatus: 0 },
      id: { terminalId: '0138000', time: '261121130000', sequence: 0, attachments: 1, reserved: 0, isLong: false },
    },
    Date.now(),
  )!;
  expect(await server.attachments.ask(terminal, alarm)).toBe(true);
  await vi.waitFor(() => expect(alarm.asked).toBe('complete'));
  expect(files.list(SIM)).toMatchObject([{ kind: 'picture', channel: 1, alarm: alarm.id }]);
});

it('a simulated terminal sends its pictures on its signalling connection, too', async () => {
  await terminalWith({ transport: 'signalling', version: 2019 });
  let pictures = 0;
  station.hub.get(`${SIM}_1`)!.subscribe({ taken: 'full', picture: () => void pictures++, audio: () => undefined });
  await vi.waitFor(() => expect(pictures).toBeGreaterThan(5));
});

it('a test picture is a JPEG', () => {
  expect(readJpeg(testPicture(1))).toMatchObject({ ok: true, value: { width: 320, height: 240 } });
  expect(testPicture(1)).not.toEqual(testPicture(2));
});
