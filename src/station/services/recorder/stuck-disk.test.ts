import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nowUs } from '../../clock';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { AppendFile } from './append-file';
import { decode, encodedPictures } from './fixtures/judge';
import { recordOnDemand } from './fixtures/settings';
import { Recorder } from './recorder';
import type { RecorderSettings } from './recorder-settings';

/** A share that hangs and a disk that is remounted cannot be had in a test: calls of the file stand in for them. */
const clip = encodedPictures('h264', 60, 30);
const sync = AppendFile.prototype.sync;

let root: string;
let stream: Stream;
let hub: Hub;
let recorder: Recorder;
let hangs: string | undefined;
let wake: (() => void)[];

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'groundglass-stuck-'));
  hub = new Hub();
  stream = hub.add({ id: 'cam', name: 'Cam', kind: 'push', video: '', telemetry: '' });
  hangs = undefined;
  wake = [];
  vi.spyOn(AppendFile.prototype, 'sync').mockImplementation(async function (this: AppendFile) {
    if (hangs !== undefined && this.path.startsWith(hangs)) await new Promise<void>((resolve) => wake.push(resolve));
    return sync.call(this);
  });
});
afterEach(async () => {
  answer();
  vi.restoreAllMocks();
  await recorder.close();
  await rm(root, { recursive: true });
});

/** The disk answers again, all that it was asked. */
function answer(): void {
  hangs = undefined;
  for (const go of wake.splice(0)) go();
}

const folder = () => path.join(root, 'share');
async function open(settings: Partial<RecorderSettings> = {}): Promise<void> {
  const log = createLog('error', () => undefined);
  recorder = new Recorder(hub, log, recordOnDemand(folder(), { pattern: 'rec', ...settings }));
  await recorder.ready();
}

let lastUs = 0;
function publish(): void {
  for (const picture of clip) {
    lastUs = Math.max(nowUs(), lastUs + 33_333);
    stream.publish({ ...picture, receiveUs: lastUs });
  }
}

const now = () => recorder.state().streams;
const untilNotice = (id: string) =>
  vi.waitFor(() => expect(now()).toMatchObject([{ state: 'recording', notice: { message: { id } } }]));

async function recordUntilStuck(): Promise<void> {
  recorder.start('cam');
  publish();
  await vi.waitFor(() => expect(recorder.library.list()[0]?.info.bytes).toBeGreaterThan(5000));
  hangs = folder();
  publish();
}

describe('a disk that does not answer', () => {
  it('is told, keeps no live picture, and is recorded to again by itself', async () => {
    await open();
    let seen = 0;
    stream.subscribe({ picture: () => seen++ });
    await recordUntilStuck();
    await untilNotice('recorder.stuck');
    const before = seen;
    publish();
    expect(seen).toBe(before + clip.length);
    answer();
    await untilNotice('recorder.answersAgain');
    recorder.stop('cam');
    await recorder.ready();
    expect(await decode(path.join(folder(), 'rec.mp4'))).toEqual({ pictures: 3 * clip.length, complaints: '' });
  });

  it('leaves the recording to the second folder', async () => {
    const fallback = path.join(root, 'second');
    await open({ fallback });
    await recordUntilStuck();
    await untilNotice('recorder.stuck');
    publish();
    await vi.waitFor(async () => expect(await readdir(fallback)).toContain('rec.mp4'));
    answer();
    recorder.stop('cam');
    await recorder.ready();
    // What the first disk had been given it has.
    for (const place of [folder(), fallback]) expect((await decode(path.join(place, 'rec.mp4'))).complaints).toBe('');
  });
});

describe('a disk that was remounted read-only', () => {
  it('is told, and recorded to again by itself', async () => {
    await open();
    recorder.start('cam');
    publish();
    await vi.waitFor(() => expect(recorder.library.list()[0]?.info.bytes).toBeGreaterThan(5000));
    const readOnly = vi
      .spyOn(AppendFile.prototype, 'append')
      .mockRejectedValue(Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' }));
    publish();
    await vi.waitFor(() => expect(now()).toMatchObject([{ state: 'failed', message: { id: 'recorder.failed' } }]));
    readOnly.mockRestore();
    await vi.waitFor(
      async () => {
        await recorder.look();
        expect(now()).toMatchObject([{ state: 'recording', notice: { message: { id: 'recorder.resumed' } } }]);
      },
      { timeout: 60_000, interval: 200 },
    );
    publish();
    await vi.waitFor(async () => expect(await readdir(folder())).toContain('rec (2).mp4'));
  });
});
