import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClipMaterial, clipMaterialSchema } from '#contracts/clip-material';
import { readTelemetryLine } from '#core/recording/telemetry/lines';
import { text } from '#core/texts/text';
import { nowUs } from '../../clock';
import { openTestStation } from '../../fixtures/test-station';
import { type Gateway, startGateway } from '../../gateway/gateway';
import { createLog } from '../../log';
import type { Station } from '../../station';
import { numberedUnits } from '../../transcode/fixtures/numbered';
import { recordOnDemand } from '../recorder/fixtures/settings';
import { REWIND } from '../rewind/rewind';
import { numbersIn } from './fixtures/numbers';

const units = numberedUnits(40, 10, 0.5);

let folder: string;
let station: Station;
let gateway: Gateway;
let times: number[];
let logged: string[];

beforeEach(async () => {
  logged = [];
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-material-'));
  station = openTestStation({
    log: createLog('error', (line) => logged.push(line)),
    version: '0',
    rewind: { minutes: 5, bytes: 2 ** 28 },
    ffmpeg: '/no/such/program',
    recording: recordOnDemand(folder),
  });
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: folder });
  const stream = station.hub.add({ id: 'rover', name: 'Rover', kind: 'pi', video: '', telemetry: '' });
  const startUs = nowUs() - 3e6;
  times = units.map((unit, i) => {
    stream.publish({ ...unit, receiveUs: startUs + i * 40_000 });
    return startUs + i * 40_000 + (station.get(REWIND)?.wallUs ?? 0);
  });
  stream.publishTelemetry({ altitudeM: 12 });
  await station.get(REWIND)?.flush();
});
afterEach(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

const call = (target: string, init?: RequestInit) => fetch(new URL(target, gateway.url), init);
const ask = (spec: object, signal?: AbortSignal) =>
  call('/api/clip-material', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    ...(signal && { signal }),
    body: JSON.stringify({ source: { from: 'stream', stream: 'rover' }, fromUs: times[13], toUs: times[27], ...spec }),
  });
const made = async (): Promise<ClipMaterial> => clipMaterialSchema.parse(await (await ask({})).json());

describe('a clip for a viewer that makes something of it itself', () => {
  it('is cut exactly, without loss, and told of before it is fetched; no ffmpeg is needed', async () => {
    const material = await made();
    expect(material).toMatchObject({ stream: 'Rover', width: 320, height: 240 });
    expect(material.seconds).toBeCloseTo(15 * 0.04, 2);
    expect(Math.abs(material.startedUs - (times[13] ?? 0))).toBeLessThan(1000);
    const video = await call(`/api/clip-material/${material.id}/video`);
    const bytes = new Uint8Array(await video.arrayBuffer());
    expect([video.headers.get('content-type'), bytes.length]).toEqual(['video/mp4', material.bytes]);
    const file = path.join(folder, 'fetched.mp4');
    await writeFile(file, bytes);
    expect(numbersIn(file)).toEqual(Array.from({ length: 15 }, (_, i) => 13 + i));
  });

  it('has its telemetry, if there was any', async () => {
    const later = (times[39] ?? 0) + 4e6;
    const whole = clipMaterialSchema.parse(await (await ask({ fromUs: times[0], toUs: later })).json());
    expect(whole.hasTelemetry).toBe(true);
    const text = await (await call(`/api/clip-material/${whole.id}/telemetry`)).text();
    const lines = text
      .split('\n')
      .map(readTelemetryLine)
      .filter((line) => line !== undefined);
    expect(lines.map(({ values }) => values)).toEqual([{ altitudeM: 12 }]);
    const part = await made();
    expect(part.hasTelemetry).toBe(false);
  });

  it('leaves nothing behind once it is let go of, or the station ends', async () => {
    const [first, second] = [await made(), await made()];
    expect((await call(`/api/clip-material/${first.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`/api/clip-material/${first.id}/video`)).status).toBe(404);
    expect(await readdir(path.join(folder, 'exports'))).toHaveLength(1);
    await station.close();
    expect((await call(`/api/clip-material/${second.id}/video`)).status).toBe(404);
    expect(await readdir(path.join(folder, 'exports'))).toEqual([]);
  });

  it('leaves nothing behind where who asked has gone meanwhile, and is no fault to log', async () => {
    const gone = new AbortController();
    const asking = Array.from({ length: 3 }, () => ask({}, gone.signal).catch(() => undefined));
    const folders = () => readdir(path.join(folder, 'exports')).catch(() => []);
    await vi.waitFor(async () => expect(await folders()).not.toEqual([]), { interval: 1 });
    gone.abort();
    await Promise.all(asking);
    await vi.waitFor(async () => expect(await folders()).toEqual([]));
    const { id } = await made();
    expect((await call(`/api/clip-material/${id}/video`)).status).toBe(200);
    expect(logged).toEqual([]);
  });

  it('is given to few at a time', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask({})));
    const statuses = answers.map(({ status }) => status).sort();
    // Three for one client, of four in all.
    expect(statuses).toEqual([201, 201, 201, 409, 409]);
  });

  it('says why there is none, and what to try', async () => {
    const none = await ask({ fromUs: 1, toUs: 2 });
    expect([none.status, await none.json()]).toEqual([
      409,
      {
        error: 'Nothing is kept of this part any more.',
        tip: 'Move the marks, or record the stream.',
        advice: { message: text('export.notKept'), tip: text('export.notKept.tip') },
      },
    ]);
    expect((await ask({ source: { from: 'stream', stream: 'nobody' } })).status).toBe(409);
    expect((await ask({ toUs: 0 })).status).toBe(400);
  });
});
