import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { encodeMessage } from '#core/protocols/mavlink/encode';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { readTelemetryLine } from '#core/recording/telemetry/lines';
import { nowUs } from '../../../clock';
import { Hub } from '../../../hub/hub';
import { createLog } from '../../../log';
import { encodedPictures } from '../fixtures/judge';
import { type Kept, kept, least } from '../fixtures/kept';
import { Recorder } from '../recorder';
import { writeTelemetryFile } from '../telemetry-files';

/** Some hours with every run of the tests, and a day where that is asked for: a day takes one to two minutes. */
const HOURS = Number(process.env.GROUNDGLASS_TELEMETRY_HOURS ?? 4);
const HZ = 50;
const TICK_MS = 1000 / HZ;
const HOUR_MS = 3_600_000;
/** Between two pictures, at which the disk's work is waited for. */
const PICTURE_MS = 20_000;
/** As `TelemetryPace` promises, at most. */
const LINES_A_SECOND = 12.5;
const MAX_GROWTH_MIB = 6;

let folder: string;
beforeEach(async () => {
  // How fast the machine's disk is, and who else uses it, is not looked at.
  const parent = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  folder = await mkdtemp(path.join(parent, 'groundglass-telemetry-day-'));
  vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

/** What a vehicle sends fifty times a second, and each time says something else. */
function packetsOf(tick: number): readonly Uint8Array[] {
  const turn = tick / 1000;
  const from = { version: 2, system: 1, component: 1, seq: tick & 0xff } as const;
  return [
    encodeMessage('ATTITUDE', { roll: Math.sin(turn), pitch: Math.cos(turn), yaw: Math.sin(3 * turn) }, from),
    encodeMessage('VFR_HUD', { airspeed: 10 + Math.sin(turn), groundspeed: 11 + Math.sin(turn), throttle: 50 }, from),
    ...(tick % HZ === 0
      ? [encodeMessage('HEARTBEAT', { type: 2, autopilot: 3, base_mode: 0x81, custom_mode: 5 }, from)]
      : []),
  ];
}

it(`telemetry ${HZ} times a second leaves memory, files and the bytes of an hour as they were (${HOURS} h at speed)`, async () => {
  const hub = new Hub();
  const stream = hub.add({ id: 'rover', name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' });
  const recordings = path.join(folder, 'recordings');
  const recorder = new Recorder(
    hub,
    createLog('error', (line) => process.stderr.write(`${line}\n`)),
    {
      ...{ folder: recordings, pattern: '{stream} {date} {time}', rule: 'always', hours: [] },
      ...{ beforeUs: 0, afterUs: 0, segment: { us: HOUR_MS * 1000, bytes: 1e12 } },
      ...{ quotaBytes: 64 * 2 ** 20, reserveBytes: 0, beside: [] },
    },
  );
  await recorder.ready();
  let isNew = false;
  const link = new MavlinkLink({
    onTelemetry: () => {
      isNew = true;
    },
  });
  const { push } = link.open({ datagrams: true });
  const [picture] = encodedPictures('h264', 1, 1, '32x32');
  const hours: Kept[] = [];
  let tick = 0;
  let published = 0;
  const pictures = new Map<string, number>();
  const recorded = () => {
    for (const { info } of recorder.library.list()) pictures.set(info.id, info.pictures);
    return [...pictures.values()].reduce((sum, count) => sum + count, 0);
  };
  for (let hour = 0; hour < HOURS; hour++) {
    for (let at = 0; at < HOUR_MS; at += PICTURE_MS) {
      if (picture) stream.publish({ ...picture, receiveUs: nowUs() });
      published++;
      for (let ms = 0; ms < PICTURE_MS; ms += TICK_MS) {
        for (const packet of packetsOf(tick++)) push(packet, nowUs());
        if (isNew) stream.publishTelemetry(link.board.telemetry(nowUs()));
        isNew = false;
        vi.advanceTimersByTime(TICK_MS);
      }
      // The disk's work is real, and is waited for.
      do await new Promise((resolve) => setImmediate(resolve));
      while (published - recorded() > 2);
    }
    hours.push(kept());
  }
  await recorder.close();
  const finished = recorder.library.list().filter(({ info }) => info.ended === 'segment');
  expect(finished.length).toBeGreaterThan(1);
  const rates: number[] = [];
  for (const { file } of finished) {
    const text = await readFile(file.replace(/\.mp4$/, '.jsonl'), 'utf8');
    const lines = text.split('\n').flatMap((line) => readTelemetryLine(line) ?? []);
    const seconds = (lines.at(-1)?.t ?? 0) - (lines[0]?.t ?? 0);
    expect(lines.length / seconds).toBeGreaterThan(9);
    expect(lines.length / seconds).toBeLessThan(LINES_A_SECOND + 0.1);
    rates.push(text.length / seconds);
  }
  expect(Math.max(...rates) / Math.min(...rates)).toBeLessThan(1.1);
  const [base] = finished.map(({ file }) => file.replace(/\.mp4$/, ''));
  await writeTelemetryFile(base!, 'csv');
  expect((await stat(`${base}.csv`)).size).toBeLessThan(2 * (await stat(`${base}.jsonl`)).size);
  const third = Math.max(1, Math.floor(HOURS / 3));
  const [late, early] = [hours.slice(-third), hours.slice(1, 1 + third)];
  expect(least(late, 'memory') - least(early, 'memory')).toBeLessThan(MAX_GROWTH_MIB);
  expect(least(late, 'files')).toBeLessThanOrEqual(least(early, 'files'));
}, 600_000);
