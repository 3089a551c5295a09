import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readJpeg } from '#core/bitstream/jpeg/read-jpeg';
import type { AccessUnit } from '#core/media/access-unit';
import { settingsOf } from '#core/protocols/jpeg-stream/presets';
import { nowUs } from '../clock';
import { findFfmpeg, NO_FFMPEG } from '../find-ffmpeg';
import { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import { createLog } from '../log';
import { numberedUnits, numberIn } from './fixtures/numbered';
import { JpegPool } from './jpeg-pool';
import { VideoToJpeg } from './video-to-jpeg';

const FRAMES = 60;
const log = createLog('error', () => undefined);
let units: Omit<AccessUnit, 'receiveUs'>[];
beforeAll(() => {
  units = numberedUnits(FRAMES, 15);
});

const opened: JpegPool[] = [];
afterEach(() => {
  for (const pool of opened.splice(0)) pool.close();
});

function scene(find?: () => string | undefined) {
  const pool = new JpegPool({ log, ...(find && { find }) });
  opened.push(pool);
  const stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'pi', video: '', telemetry: '' });
  return { pool, stream };
}

/** Publishes a picture every 20 ms, from the first, until the test's end is reached. */
function play(stream: Stream, from = 0): () => void {
  let next = from;
  const timer = setInterval(() => {
    const unit = units[next++ % FRAMES];
    if (unit) stream.publish({ ...unit, receiveUs: nowUs() });
  }, 20);
  return () => clearInterval(timer);
}

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

describe('a stream as JPEG', () => {
  it('gives each picture when its own last byte is there, not with the next one', async () => {
    const { pool, stream } = scene();
    const jpegs: Uint8Array[] = [];
    pool.watch(stream, { ...settingsOf('high'), fps: 1e6 }, (jpeg) => jpegs.push(jpeg));
    for (let number = 0; number < 5; number++) {
      const unit = units[number];
      if (unit) stream.publish({ ...unit, receiveUs: nowUs() });
      await vi.waitUntil(() => jpegs.length === number + 1);
    }
    expect(jpegs.map((jpeg) => numberIn(jpeg))).toEqual([0, 1, 2, 3, 4]);
  });

  it('fits the preset, and is never larger than the stream', async () => {
    const { pool, stream } = scene();
    const sizes = new Map<string, unknown>();
    const first = (name: string) => (jpeg: Uint8Array) => sizes.set(name, readJpeg(jpeg));
    pool.watch(stream, settingsOf('low'), first('low'));
    pool.watch(stream, settingsOf('high'), first('high'));
    const stop = play(stream);
    await vi.waitUntil(() => sizes.size === 2);
    stop();
    expect(sizes.get('low')).toMatchObject({ ok: true, value: { width: 320, height: 240 } });
    expect(sizes.get('high')).toMatchObject({ ok: true, value: { width: 640, height: 480 } });
  });

  it('is decoded once for all who watch it alike, only while somebody does', async () => {
    const { pool, stream } = scene();
    const got = [0, 0];
    expect(stream.wanted).toBe(false);
    const watching = got.map((_, i) =>
      pool.watch(stream, settingsOf('medium'), () => {
        got[i] = (got[i] ?? 0) + 1;
      }),
    );
    expect(pool.size).toBe(1);
    const stop = play(stream);
    await vi.waitUntil(() => got.every((count) => count > 3));
    stop();
    const [pid = 0] = pool.pids;
    for (const watch of watching) if (watch.ok) watch.leave();
    expect(pool.size).toBe(0);
    expect(stream.wanted).toBe(false);
    await vi.waitUntil(() => isGone(pid));
  });

  it('begins a newcomer with the group that is going on', async () => {
    const { pool, stream } = scene();
    for (const unit of units.slice(0, 4)) stream.publish({ ...unit, receiveUs: nowUs() });
    const jpegs: Uint8Array[] = [];
    pool.watch(stream, settingsOf('medium'), (jpeg) => jpegs.push(jpeg));
    await vi.waitUntil(() => jpegs.length > 0);
    expect(numberIn(jpegs[0] ?? new Uint8Array())).toBe(0);
  });

  it('comes back by itself when its ffmpeg dies', async () => {
    const { pool, stream } = scene();
    let jpegs = 0;
    pool.watch(stream, settingsOf('low'), () => jpegs++);
    const stop = play(stream);
    await vi.waitUntil(() => jpegs > 2);
    const [pid = 0] = pool.pids;
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => pool.pids.length === 1 && pool.pids[0] !== pid);
    const before = jpegs;
    await vi.waitUntil(() => jpegs > before);
    stop();
  });

  it('goes on in the new size when the stream changes its own', async () => {
    const { pool, stream } = scene();
    const sizes = new Set<number>();
    pool.watch(stream, { ...settingsOf('high'), fps: 1e6 }, (jpeg) => {
      const read = readJpeg(jpeg);
      if (read.ok) sizes.add(read.value.width);
    });
    for (const unit of units.slice(0, 5)) stream.publish({ ...unit, receiveUs: nowUs() });
    await vi.waitUntil(() => sizes.has(640));
    for (const unit of numberedUnits(5, 5, 0.5)) stream.publish({ ...unit, receiveUs: nowUs() });
    await vi.waitUntil(() => sizes.has(320));
  });

  it('waits in bounded memory for an ffmpeg that does not take it, and drops whole groups', () => {
    const { stream } = scene();
    const folder = mkdtempSync(path.join(tmpdir(), 'groundglass-stuck-'));
    const ffmpeg = path.join(folder, 'ffmpeg');
    writeFileSync(ffmpeg, '#!/bin/sh\nexec sleep 1000\n');
    chmodSync(ffmpeg, 0o755);
    const transcoder = new VideoToJpeg({ stream, output: settingsOf('low'), ffmpeg, log, onJpeg: () => undefined });
    try {
      const data = new Uint8Array(100_000);
      for (let i = 0; i < 100; i++) stream.publish({ data, codec: 'h264', key: i % 10 === 0, receiveUs: nowUs() });
      // Twenty of them are 2 MB.
      expect(transcoder.dropped).toBeGreaterThan(70);
    } finally {
      transcoder.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it('that cannot be had says what to install', () => {
    const { pool, stream } = scene(() => undefined);
    expect(pool.watch(stream, settingsOf('low'), () => undefined)).toEqual({ ok: false, message: NO_FFMPEG });
    expect(stream.wanted).toBe(false);
  });
});

describe('finding ffmpeg', () => {
  it('takes the setting, then FFMPEG_BIN, then ffmpeg-static, then PATH', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'groundglass-ffmpeg-'));
    try {
      const program = (name: string) => {
        const file = path.join(folder, name);
        writeFileSync(file, '#!/bin/sh\n');
        chmodSync(file, 0o755);
        return file;
      };
      const [set, named, bundled, onPath] = ['set', 'named', 'bundled', 'ffmpeg'].map(program);
      const env = { FFMPEG_BIN: named, PATH: folder };
      expect(findFfmpeg({ setting: set, env, bundled: () => bundled })).toBe(set);
      expect(findFfmpeg({ env, bundled: () => bundled })).toBe(named);
      expect(findFfmpeg({ env: { PATH: folder }, bundled: () => bundled })).toBe(bundled);
      expect(findFfmpeg({ env: { PATH: folder }, bundled: () => undefined })).toBe(onPath);
      expect(findFfmpeg({ env: { FFMPEG_BIN: 'named', PATH: folder }, bundled: () => undefined })).toBe(named);
      expect(findFfmpeg({ env: { PATH: '/nowhere' }, bundled: () => undefined })).toBeUndefined();
      expect(findFfmpeg({ setting: '/nowhere/ffmpeg', env, bundled: () => bundled })).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
