import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ExportJob, exportJobSchema, exportListSchema } from '#contracts/exports';
import { nowUs } from '../../clock';
import { openTestStation } from '../../fixtures/test-station';
import { type Gateway, startGateway } from '../../gateway/gateway';
import { createLog } from '../../log';
import type { Station } from '../../station';
import { numberedUnits } from '../../transcode/fixtures/numbered';
import { recordOnDemand } from '../recorder/fixtures/settings';
import { REWIND } from '../rewind/rewind';
import { EXPORTS } from './exports';
import { numbersIn } from './fixtures/numbers';

const units = numberedUnits(40, 10, 0.5);
const REENCODE = { kind: 'reencode', overlay: false, height: 'original', rate: { quality: 'best' } };

let folder: string;
let station: Station;
let gateway: Gateway;
let times: number[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-exports-http-'));
});
afterEach(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

/** A gateway with a stream whose pictures are all kept. */
async function open(ffmpeg?: string): Promise<void> {
  station = openTestStation({
    log: createLog('error', () => undefined),
    version: '0',
    rewind: { minutes: 5, bytes: 2 ** 28 },
    ffmpeg,
    recording: recordOnDemand(folder),
  });
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: folder });
  const stream = station.hub.add({ id: 'rover', name: 'Rover', kind: 'pi', video: '', telemetry: '' });
  const startUs = nowUs() - 3e6;
  times = units.map((unit, i) => {
    stream.publish({ ...unit, receiveUs: startUs + i * 40_000 });
    return startUs + i * 40_000 + (station.get(REWIND)?.wallUs ?? 0);
  });
  await station.get(REWIND)?.flush();
}

const call = (target: string, init?: RequestInit) => fetch(new URL(target, gateway.url), init);
const post = (body: unknown) =>
  call('/api/exports', { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
const spec = (output: unknown, more = {}) => ({
  source: { from: 'stream', stream: 'rover' },
  fromUs: times[5],
  toUs: times[12],
  output,
  name: 'My clip',
  ...more,
});

async function ended(id: string): Promise<ExportJob> {
  return await vi.waitFor(async () => {
    const job = exportJobSchema.parse(await (await call(`/api/exports/${id}`)).json());
    expect(['queued', 'running']).not.toContain(job.now.state);
    return job;
  });
}

describe('clips over HTTP', () => {
  it('are asked for, made, fetched whole or in parts, and deleted', async () => {
    await open();
    const answer = await post(spec({ kind: 'lossless' }));
    expect(answer.status).toBe(202);
    const { id } = exportJobSchema.parse(await answer.json());
    const job = await ended(id);
    expect(job.now).toMatchObject({ state: 'done', file: 'My clip.mp4' });
    const list = exportListSchema.parse(await (await call('/api/exports')).json());
    expect(list).toMatchObject({ canReencode: true, jobs: [{ id }] });

    const whole = await call(`/api/exports/${id}/file`);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(whole.headers.get('content-disposition')).toContain('My%20clip.mp4');
    const bytes = await whole.bytes();
    expect(job.now).toMatchObject({ bytes: bytes.length });
    const part = await call(`/api/exports/${id}/file`, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    expect(numbersIn(station.get(EXPORTS)?.fileOf(id) ?? '')).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);

    expect((await call(`/api/exports/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`/api/exports/${id}/file`)).status).toBe(404);
    // The list of clips, which was kept beside it, goes a moment later.
    await vi.waitFor(async () => expect(await readdir(path.join(folder, 'exports'))).toEqual([]));
  });

  it('are refused in words where they cannot be made', async () => {
    await open('/nowhere/ffmpeg');
    const none = await post(spec(REENCODE));
    expect([none.status, await none.text()]).toEqual([501, expect.stringContaining('no ffmpeg')]);
    expect((await post(spec({ kind: 'lossless' }, { source: { from: 'stream', stream: 'nobody' } }))).status).toBe(404);
    expect((await post(spec({ kind: 'lossless' }, { toUs: 0 }))).status).toBe(400);
    const gif = { kind: 'gif', overlay: false, height: 480, fps: 10 };
    expect((await post(spec(gif, { toUs: (times[5] ?? 0) + 31e6 }))).status).toBe(400);
    expect((await call('/api/exports/none/file')).status).toBe(404);
    // What needs no ffmpeg is made all the same.
    const { id } = exportJobSchema.parse(await (await post(spec({ kind: 'lossless' }))).json());
    expect(await ended(id)).toMatchObject({ now: { state: 'done' } });
    expect(await (await call('/api/exports')).json()).toMatchObject({ canReencode: false });
  });
});
