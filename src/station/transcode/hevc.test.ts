import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { formatOf } from '#core/bitstream/format';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import type { AccessUnit } from '#core/media/access-unit';
import { settingsOf } from '#core/protocols/jpeg-stream/presets';
import { nowUs } from '../clock';
import { NO_FFMPEG } from '../find-ffmpeg';
import { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import { createLog } from '../log';
import { hevcClip, hevcUnits } from './fixtures/hevc';
import { numberIn } from './fixtures/numbered';
import { H264Pool } from './h264-pool';
import { JpegPool } from './jpeg-pool';

const FRAMES = 30;
const log = createLog('error', () => undefined);
let units: AccessUnit[];
let reordered: AccessUnit[];
beforeAll(() => {
  units = hevcUnits(hevcClip(FRAMES, 10));
  reordered = hevcUnits(hevcClip(FRAMES, 10, { params: 'bframes=2:b-adapt=0' }));
});

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const pool of opened.splice(0)) pool.close();
});

function scene(find?: () => string | undefined) {
  const pool = new H264Pool({ log, ...(find && { find }) });
  opened.push(pool);
  const stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
  return { pool, stream };
}

function taker() {
  const got: AccessUnit[] = [];
  let states = 0;
  return {
    got,
    get states() {
      return states;
    },
    subscriber: {
      picture: (unit: AccessUnit) => void got.push(unit),
      state: () => void states++,
    },
  };
}

/** Publishes a picture every 20 ms until it is told to stop. */
function play(stream: Stream, pictures = units): () => void {
  let next = 0;
  const timer = setInterval(() => {
    const unit = pictures[next++ % pictures.length];
    if (unit) stream.publish({ ...unit, receiveUs: nowUs() });
  }, 20);
  return () => clearInterval(timer);
}

/** The number in a group's last picture. */
function lastNumber(group: readonly AccessUnit[]): number | undefined {
  const input = Buffer.concat(group.map(({ data }) => data));
  const args = [
    '-v',
    'error',
    '-f',
    'h264',
    '-i',
    'pipe:0',
    '-q:v',
    '3',
    '-f',
    'image2pipe',
    '-update',
    '1',
    '-c:v',
    'mjpeg',
    'pipe:1',
  ];
  const jpegs = execFileSync('ffmpeg', args, { input, maxBuffer: 1e9 });
  return numberIn(jpegs.subarray(jpegs.lastIndexOf('ffd8ff', undefined, 'hex')));
}

describe('a stream of H.265 as H.264', () => {
  it('gives each picture when its own last byte is there, with the times of the one that it was made of', async () => {
    const { pool, stream } = scene();
    const { got, subscriber } = taker();
    pool.subscribe(stream, subscriber);
    for (const [n, unit] of units.slice(0, 5).entries()) {
      stream.publish({ ...unit, receiveUs: 1000 + n, captureUs: 10 + n });
      await vi.waitUntil(() => got.length === n + 1);
    }
    expect(got.map(({ receiveUs, captureUs, codec }) => ({ receiveUs, captureUs, codec }))).toEqual(
      [0, 1, 2, 3, 4].map((n) => ({ receiveUs: 1000 + n, captureUs: 10 + n, codec: 'h264' })),
    );
    expect(got.map(({ key }) => key)).toEqual([true, false, false, false, false]);
    expect(lastNumber(got)).toBe(4);
  });

  it('keeps the times of pictures that come in another order than they are shown', async () => {
    const { pool, stream } = scene();
    const { got, subscriber } = taker();
    pool.subscribe(stream, subscriber);
    // The last group is what a newcomer is given.
    for (const [n, unit] of reordered.entries()) stream.publish({ ...unit, receiveUs: n });
    await vi.waitUntil(() => got.length >= 6);
    const times = got.map(({ receiveUs }) => receiveUs);
    expect(new Set(times).size).toBe(times.length);
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
  });

  it('is made once for all who need it, only while somebody does, and those who decode it get it as it is', async () => {
    const { pool, stream } = scene();
    const [one, two, plain] = [taker(), taker(), taker()];
    stream.subscribe(plain.subscriber);
    expect(pool.size).toBe(0);
    const watches = [one, two].map(({ subscriber }) => pool.subscribe(stream, subscriber));
    const stop = play(stream);
    await vi.waitUntil(() => one.got.length > 5 && two.got.length > 5);
    stop();
    expect(pool.size).toBe(1);
    expect(watches.map(({ transcoding }) => transcoding.state)).toEqual(['running', 'running']);
    expect(plain.got.every(({ codec }) => codec === 'h265')).toBe(true);
    expect(new Set(one.got.map(({ codec }) => codec))).toEqual(new Set(['h264']));
    watches[0]!.leave();
    expect(pool.size).toBe(1);
    watches[1]!.leave();
    expect(pool.size).toBe(0);
  });

  it('comes back by itself when its ffmpeg dies, and counts that', async () => {
    const { pool, stream } = scene();
    const { got, subscriber } = taker();
    const watch = pool.subscribe(stream, subscriber);
    const stop = play(stream);
    await vi.waitUntil(() => got.length > 2);
    process.kill(pool.pids[0]!, 'SIGKILL');
    await vi.waitUntil(() => watch.transcoding.state === 'running' && watch.transcoding.restarts === 1);
    const before = got.length;
    await vi.waitUntil(() => got.length > before + 2 && got.slice(before).some(({ key }) => key));
    stop();
  });

  it('goes on in the new size when the stream changes its own, and as it is when the stream becomes H.264', async () => {
    const { pool, stream } = scene();
    const { got, subscriber } = taker();
    pool.subscribe(stream, subscriber);
    for (const unit of units.slice(0, 3)) stream.publish(unit);
    await vi.waitUntil(() => got.length === 3);
    for (const unit of hevcUnits(hevcClip(3, 3, { share: 0.5 }))) stream.publish(unit);
    await vi.waitUntil(() => got.length === 6);
    expect(got.map(({ key }) => key)).toEqual([true, false, false, true, false, false]);
    stream.publish({ data: Uint8Array.of(1), codec: 'h264', key: true, receiveUs: 9 });
    expect(got.at(-1)!.data).toEqual(Uint8Array.of(1));
    expect(pool.size).toBe(0);
  });

  it('of ten bits becomes what every decoder takes', async () => {
    const { pool, stream } = scene();
    const { got, subscriber } = taker();
    pool.subscribe(stream, subscriber);
    const tenBit = hevcUnits(hevcClip(3, 3, { pixels: 'yuv420p10le' }));
    expect(hevcFormatOf(tenBit[0]!.data)?.codec).toMatch(/^hev1\.2\.4\./);
    for (const unit of tenBit) stream.publish(unit);
    await vi.waitUntil(() => got.length === 3);
    // Constrained baseline: eight bits, 4:2:0.
    expect(formatOf(got[0]!.data)?.codec).toMatch(/^avc1\.42/);
    expect(lastNumber(got)).toBe(2);
  });

  it('that cannot be had is told of, and begins once there is an ffmpeg', async () => {
    let ffmpeg: string | undefined;
    const { pool, stream } = scene(() => ffmpeg);
    const watched = taker();
    const watch = pool.subscribe(stream, watched.subscriber);
    const states = watched.states;
    const stop = play(stream);
    await vi.waitUntil(() => watch.transcoding.state === 'impossible');
    expect(watch.transcoding).toEqual({ state: 'impossible', message: NO_FFMPEG });
    expect(watched.states).toBe(states + 1);
    ffmpeg = 'ffmpeg';
    await vi.waitUntil(() => watched.got.length > 0);
    stop();
    expect(watch.transcoding.state).toBe('running');
    expect(watched.states).toBe(states + 2);
  });

  it('becomes JPEG too', async () => {
    const { stream } = scene();
    const pool = new JpegPool({ log });
    opened.push(pool);
    const jpegs: Uint8Array[] = [];
    pool.watch(stream, { ...settingsOf('high'), fps: 1e6 }, (jpeg) => jpegs.push(jpeg));
    for (const [n, unit] of units.slice(0, 4).entries()) {
      stream.publish(unit);
      await vi.waitUntil(() => jpegs.length === n + 1);
    }
    expect(jpegs.map((jpeg) => numberIn(jpeg))).toEqual([0, 1, 2, 3]);
  });
});
