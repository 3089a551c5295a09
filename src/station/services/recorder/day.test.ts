import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nowUs } from '../../clock';
import { Hub } from '../../hub/hub';
import { createLog } from '../../log';
import { Rewind } from '../rewind/rewind';
import { decode, encodedPictures } from './fixtures/judge';
import { type Kept, kept, least } from './fixtures/kept';
import { Recorder } from './recorder';

const HOURS = 24;
const INTERVAL_MS = 500;
const HOUR_MS = 3_600_000;
/** Pictures until the disk's work is waited for: half a minute of them. */
const AT_ONCE = 60;
const SEGMENT_S = 600;
const QUOTA = 3 * 2 ** 20;
const REWIND = 2 ** 20;
/** Some 1.3 MiB come and go with open segments; 30 bytes that were kept of each picture would be more than this. */
const MAX_GROWTH_MIB = 3;

/** A key picture every 10 s. */
const clip = encodedPictures('h264', 120, 20, '32x32');
const SEGMENT_PICTURES = (SEGMENT_S * 1000) / INTERVAL_MS;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-day-'));
  vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

async function bytesIn(place: string): Promise<number> {
  // The quota may delete one meanwhile.
  const sizeOf = (name: string) =>
    stat(path.join(place, name)).then(
      ({ size }) => size,
      () => 0,
    );
  const sizes = (await readdir(place)).map(sizeOf);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

describe('a day of recording and rewinding', () => {
  it(`costs no more memory and files at its end than at its beginning, and no picture (${HOURS} h at speed)`, async () => {
    const log = createLog('error', (line) => process.stderr.write(`${line}\n`));
    const hub = new Hub();
    const stream = hub.add({ id: 'pi://rover', name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' });
    const rewind = new Rewind({ hub, log, minutes: 5, bytes: REWIND, parent: folder });
    const rewound = path.join(folder, readdirSync(folder)[0] ?? '');
    const recordings = path.join(folder, 'recordings');
    const recorder = new Recorder(
      hub,
      log,
      {
        folder: recordings,
        pattern: '{stream} {date} {time}',
        rule: 'always',
        hours: [],
        beforeUs: 0,
        afterUs: 0,
        segment: { us: SEGMENT_S * 1e6, bytes: 1e12 },
        quotaBytes: QUOTA,
        reserveBytes: 0,
        beside: [],
      },
      rewind,
    );
    await recorder.ready();
    const before = kept();

    const pictures = new Map<string, number>();
    const recorded = () => {
      for (const { info } of recorder.library.list()) pictures.set(info.id, info.pictures);
      return [...pictures.values()].reduce((sum, count) => sum + count, 0);
    };
    const warnings: Error[] = [];
    process.on('warning', (warning) => warnings.push(warning));
    const hours: Kept[] = [];
    let number = 0;
    const publish = () => {
      const unit = clip[number % clip.length];
      if (unit) stream.publish({ ...unit, receiveUs: nowUs() });
      stream.publishTelemetry({ altitudeM: number });
      number++;
      vi.advanceTimersByTime(INTERVAL_MS);
    };
    for (let hour = 0; hour < HOURS; hour++) {
      // What the wall's clock does is nothing to a recording but a name.
      if (hour === 6) vi.setSystemTime(Date.now() + HOUR_MS);
      if (hour === 12) vi.setSystemTime(Date.now() - 2 * HOUR_MS);
      for (let at = 0; at < HOUR_MS / INTERVAL_MS; at += AT_ONCE) {
        for (let i = 0; i < AT_ONCE; i++) publish();
        // The disk's work is real, and is waited for.
        await rewind.flush();
        while (number - recorded() > 2 * AT_ONCE) await new Promise((resolve) => setImmediate(resolve));
      }
      hours.push(kept());
      expect(rewind.bytes).toBeLessThanOrEqual(REWIND);
      // What was let go of a moment ago may still be there.
      expect(await bytesIn(rewound)).toBeLessThan(REWIND * 1.1);
      expect(await bytesIn(recordings)).toBeLessThan(QUOTA * 1.2);
      expect(recorder.state().streams).toMatchObject([{ state: 'recording', lost: 0 }]);
    }
    expect(rewind.lost).toBe(0);
    const finished = recorder.library.list().filter(({ info }) => info.state === 'finished');
    expect(finished.length).toBeGreaterThan(3);
    expect(finished.length).toBeLessThan(40);
    for (const { info, file } of finished.slice(0, 2)) {
      expect(info).toMatchObject({ pictures: SEGMENT_PICTURES, gaps: [], ended: 'segment' });
      expect(await decode(file)).toEqual({ pictures: SEGMENT_PICTURES, complaints: '' });
    }
    const [late, early] = [hours.slice(-8), hours.slice(1, 9)];
    expect(least(late, 'memory') - least(early, 'memory')).toBeLessThan(MAX_GROWTH_MIB);
    expect(least(late, 'files')).toBeLessThanOrEqual(least(early, 'files'));
    await recorder.close();
    await rewind.close();
    expect(kept().files).toBeLessThanOrEqual(before.files);
    // Node warns of a file that a collection had to close.
    expect(warnings).toEqual([]);
  }, 240_000);
});
