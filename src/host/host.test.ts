import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { captureTimeOf } from '#core/bitstream/capture-time-sei';
import { readPrelude } from '#core/bitstream/prelude';
import type { HostSettings } from '#core/settings/command';
import { english } from '#core/texts/english';
import type { CameraContext } from './camera/table';
import { FakeRpicam, startHost, TestViewer } from './fixtures/run-host';

const DELIMITER = Buffer.from([0, 0, 0, 1, 0x09, 0xf0]);
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function host(settings: Partial<HostSettings> = {}, context: Partial<CameraContext> = {}) {
  const running = await startHost(settings, context);
  cleanups.push(() => running.close());
  return running;
}

function viewer(port: number, reads = true) {
  const made = new TestViewer(port, reads);
  cleanups.push(() => made.socket.destroy());
  return made;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(5);
}

describe('the video', () => {
  it('begins with a delimiter, parameter sets and a key picture for each who comes', async () => {
    const { videoPort } = await host();
    const first = viewer(videoPort);
    await until(() => first.pictures.length > 20);
    const second = viewer(videoPort);
    await until(() => second.pictures.length > 3);
    for (const { pictures, chunks, faults } of [first, second]) {
      expect(Buffer.concat(chunks).subarray(0, 6)).toEqual(DELIMITER);
      expect(pictures[0]?.key).toBe(true);
      expect(readPrelude(pictures[0]!.data)).toMatchObject({ sps: [{}], pps: [{}] });
      expect(faults).toEqual([]);
    }
  });

  it('ends each picture with the delimiter of the next, and says when it was taken', async () => {
    const { videoPort } = await host();
    const watching = viewer(videoPort);
    await until(() => watching.pictures.length > 40);
    const times = watching.pictures.map(({ data }) => captureTimeOf(data, readPrelude(data).sei));
    expect(times.every((time, i) => time !== undefined && (i === 0 || time > times[i - 1]!))).toBe(true);
    const bytes = Buffer.concat(watching.chunks);
    const delimiters = bytes.toString('latin1').split(DELIMITER.toString('latin1')).length - 1;
    // The last one stands behind a picture that is not open any more.
    expect(delimiters).toBeGreaterThanOrEqual(watching.pictures.length);
  });

  it('is the plain stream of the camera with --no-marks', async () => {
    const { videoPort } = await host({ noMarks: true });
    const watching = viewer(videoPort);
    await until(() => watching.pictures.length > 10);
    expect(Buffer.concat(watching.chunks).includes(DELIMITER)).toBe(false);
    expect(readPrelude(watching.pictures[0]!.data).sei).toEqual([]);
  });

  it('comes whole to eighteen viewers while two read nothing', async () => {
    const { videoPort, status } = await host({ bitrate: 100_000 });
    const stuck = [viewer(videoPort, false), viewer(videoPort, false)];
    const reading = Array.from({ length: 18 }, () => viewer(videoPort));
    await until(() => reading.every(({ pictures }) => pictures.length > 150));
    expect(status().viewers).toBe(20);
    expect(reading.flatMap(({ faults }) => faults)).toEqual([]);
    expect(stuck.every(({ socket }) => !socket.destroyed)).toBe(true);
    // Every picture from its first on, as it was taken: none is left out for a viewer that reads.
    for (const { pictures } of reading) {
      const times = pictures.map(({ data }) => captureTimeOf(data, readPrelude(data).sei)!);
      const gaps = times.slice(1).map((time, i) => Math.round((time - times[i]!) / (1e6 / 120)));
      expect(new Set(gaps)).toEqual(new Set([1]));
    }
  });

  it('lets no more than 64 watch', async () => {
    // The addresses of one machine share a bucket of connections, so they come in turns.
    const { videoPort, status } = await host({ camera: 'test', fps: 1 });
    const viewers: TestViewer[] = [];
    while (status().viewers < 64) {
      viewers.push(viewer(videoPort));
      await wait(20);
    }
    const late = viewer(videoPort);
    await until(() => late.socket.destroyed);
    expect(status().viewers).toBe(64);
  });
});

describe('a camera program', () => {
  it('gives its pictures, with the arguments for as little delay as it can have', async () => {
    const fake = new FakeRpicam();
    const { videoPort } = await host(
      { camera: 'rpicam', fps: 60 },
      { ...fake.context, model: 'Raspberry Pi 4 Model B' },
    );
    const watching = viewer(videoPort);
    await until(() => watching.pictures.length > 20);
    expect(fake.starts).toHaveLength(1);
    expect(fake.starts[0]).toContain('--inline --flush --level 4.2 --codec h264 --output -');
  });

  it('is software on a Raspberry Pi 5', async () => {
    const fake = new FakeRpicam();
    const model = 'Raspberry Pi 5 Model B Rev 1.0';
    const { videoPort } = await host({ camera: 'rpicam', fps: 50 }, { ...fake.context, model });
    const watching = viewer(videoPort);
    await until(() => watching.pictures.length > 5);
    expect(fake.starts[0]).toContain('--codec libav --libav-format h264 --libav-video-codec libx264');
  });

  it('is started again each of twenty times that it is killed, and viewers go on', async () => {
    const fake = new FakeRpicam();
    const running = await host({ camera: 'rpicam', fps: 100 }, { ...fake.context, longestPauseMs: 20 });
    const watching = viewer(running.videoPort);
    for (let kills = 1; kills <= 20; kills++) {
      const before = watching.pictures.length;
      await until(() => watching.pictures.length > before + 2 && running.status().camera.name === 'running');
      killChildrenNamed('rpicam-vid.mjs');
      await until(() => running.status().camera.failures >= kills);
    }
    const before = watching.pictures.length;
    await until(() => watching.pictures.length > before + 5);
    expect(running.status().camera.failures).toBe(20);
    expect(watching.socket.destroyed).toBe(false);
    expect(running.log.lines.some((line) => line.includes('ended by SIGKILL'))).toBe(true);
  });

  it.each([
    ['absent', 'no cameras available'],
    ['busy', 'failed to acquire camera'],
  ])('that has no camera (%s) is tried again, with its own words, until there is one', async (behaviour, words) => {
    const fake = new FakeRpicam(behaviour);
    const running = await host({ camera: 'rpicam', fps: 100 }, fake.context);
    await until(() => running.status().camera.name === 'waiting' && running.status().camera.failures > 1);
    const { reason } = running.status().camera;
    expect(reason && english(reason)).toContain(words);
    fake.behave('');
    const watching = viewer(running.videoPort);
    await until(() => watching.pictures.length > 2);
  });

  it.each(['hang:5', 'unplugged:5'])('that falls silent (%s) is ended and started again', async (behaviour) => {
    const fake = new FakeRpicam(behaviour);
    const patience = { quietMs: 300, endMs: 200, firstMs: 60_000 };
    const running = await host({ camera: 'rpicam', fps: 100 }, { ...fake.context, patience });
    await until(() => running.status().camera.failures > 0);
    expect(running.log.lines.some((line) => line.includes('fell silent'))).toBe(true);
    fake.behave('');
    const watching = viewer(running.videoPort);
    await until(() => watching.pictures.length > 20);
  });

  it('that is not installed is told, and telemetry goes on', async () => {
    const running = await host({ camera: 'rpicam' }, { env: { PATH: '/nowhere' } });
    await until(() => running.status().camera.name === 'waiting');
    expect(english(running.status().camera.reason!)).toBe('neither rpicam-vid nor libcamera-vid is on PATH');
  });

  it('is open only while somebody watches, with --on-demand', async () => {
    const fake = new FakeRpicam();
    const running = await host({ camera: 'rpicam', fps: 50, onDemand: true }, fake.context);
    expect(running.status().camera.name).toBe('idle');
    const watching = viewer(running.videoPort);
    await until(() => watching.pictures.length > 2);
    watching.socket.destroy();
    await until(() => running.status().camera.name === 'idle');
    expect(fake.starts).toHaveLength(1);
  });
});

/** Of those that this process started, and of nobody else's. */
function killChildrenNamed(name: string): void {
  const rows = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', `${process.pid}`], { encoding: 'utf8' }).split('\n');
  for (const row of rows) {
    const pid = Number(/^\s*(\d+)/.exec(row)?.[1]);
    if (row.includes(name) && pid > 0) process.kill(pid, 'SIGKILL');
  }
}
