import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { NO_FFMPEG } from '../find-ffmpeg';
import { FanOut } from '../hub/fan-out';
import { createLog } from '../log';
import { IndexedPlayback } from '../playback/indexed-playback';
import type { Medium } from '../playback/medium';
import type { PlaybackSink } from '../playback/playback';
import { hevcClip, hevcUnits } from './fixtures/hevc';
import { numberIn } from './fixtures/numbered';
import { H264Pool, type PlaybackMaking } from './h264-pool';
import { PlaybackAsH264 } from './playback-as-h264';

const FRAMES = 40;
const GROUP = 10;
const APART_US = 40_000;
const log = createLog('error', () => undefined);
let plain: AccessUnit[];
let reordered: AccessUnit[];
beforeAll(() => {
  plain = hevcUnits(hevcClip(FRAMES, GROUP));
  reordered = hevcUnits(hevcClip(FRAMES, GROUP, { params: 'bframes=2:b-adapt=0' }));
});

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0).reverse()) one.close();
});

/** Pictures every 40 ms. */
function mediumOf(units: readonly AccessUnit[]): Medium {
  const place = (at: number) => (at >= 0 && at < units.length ? at : undefined);
  const keyOf = (at: number) => units.findLastIndex(({ key }, n) => key && n <= at);
  return {
    isGrowing: false,
    range: () => ({ beginUs: 0, endUs: (units.length - 1) * APART_US }),
    pictureAt: (us) => Math.min(units.length - 1, Math.max(0, Math.floor(us / APART_US))),
    next: (at) => place(at + 1),
    previous: (at) => place(at - 1),
    nextKey: (at) => place(units.findIndex(({ key }, n) => key && n > at)),
    keyOf,
    timeUs: (at) => at * APART_US,
    load: async (at) => ({ ...units[at]!, codec: 'h265', receiveUs: at * APART_US }),
    telemetryAt: async () => undefined,
    gaps: [],
    marks: [],
    track: () => [],
  };
}

interface Got {
  readonly unit: AccessUnit;
  readonly run: number;
  readonly isHidden: boolean;
}

function scene(units: readonly AccessUnit[], find?: () => string | undefined) {
  const pool = new H264Pool({ log, ...(find && { find }) });
  const got: Got[] = [];
  let changes = 0;
  const sink: PlaybackSink = {
    picture: (unit, run, isHidden) => got.push({ unit, run, isHidden }),
    telemetry: () => undefined,
    room: async () => undefined,
    changed: () => void changes++,
  };
  const asH264 = new PlaybackAsH264(sink, pool, 'cam');
  const playback = new IndexedPlayback({ medium: mediumOf(units), sink: asH264 });
  opened.push(pool, { close: () => playback.stop() });
  return { pool, got, asH264, playback, changes: () => changes };
}

/** Of a run: the numbers in the pixels of what is shown, as a decoder has them that is given this run alone. */
function shown(got: readonly Got[], run: number): (number | undefined)[] {
  const ofRun = got.filter((one) => one.run === run);
  if (ofRun.length === 0) return [];
  const input = Buffer.concat(ofRun.map(({ unit }) => unit.data));
  const args = [
    '-v',
    'error',
    '-f',
    'h264',
    '-i',
    'pipe:0',
    '-fps_mode',
    'passthrough',
    '-q:v',
    '3',
    '-f',
    'image2pipe',
  ];
  const jpegs = execFileSync('ffmpeg', [...args, '-c:v', 'mjpeg', 'pipe:1'], { input, maxBuffer: 1e9 });
  const numbers: (number | undefined)[] = [];
  for (let at = jpegs.indexOf('ffd8ff', 0, 'hex'); at >= 0; ) {
    const next = jpegs.indexOf('ffd8ff', at + 3, 'hex');
    numbers.push(numberIn(jpegs.subarray(at, next < 0 ? jpegs.length : next)));
    at = next;
  }
  expect(numbers).toHaveLength(ofRun.length);
  return numbers.filter((_, n) => !ofRun[n]!.isHidden);
}

describe('what is played of H.265, as H.264', () => {
  it('shows in a pause the picture that was asked for, with its time and run, begun with a key picture', async () => {
    const { got, playback } = scene(plain);
    playback.play({ run: 3, fromUs: 27 * APART_US, rate: 0 });
    await vi.waitUntil(() => got.some(({ isHidden }) => !isHidden));
    expect(got.map(({ isHidden }) => isHidden)).toEqual([...Array<boolean>(7).fill(true), false]);
    expect(got.every(({ run }) => run === 3)).toBe(true);
    expect(got[0]!.unit).toMatchObject({ key: true, receiveUs: 20 * APART_US });
    expect(got[0]!.unit.codec).toBe('h264');
    expect(got.at(-1)!.unit.receiveUs).toBe(27 * APART_US);
    expect(shown(got, 3)).toEqual([27]);
  });

  it('goes on from there step by step, and back to another place with the same program', async () => {
    const { got, playback, pool } = scene(plain);
    playback.play({ run: 1, fromUs: 12 * APART_US, rate: 0 });
    const wait = (run: number, count: number) =>
      vi.waitUntil(() => got.filter((one) => one.run === run && !one.isHidden).length === count);
    await wait(1, 1);
    const [pid] = pool.pids;
    for (let n = 0; n < 3; n++) {
      playback.play({ run: 1, rate: 0, step: 1 });
      await wait(1, n + 2);
    }
    expect(shown(got, 1)).toEqual([12, 13, 14, 15]);
    playback.play({ run: 2, rate: 0, step: -1 });
    await wait(2, 1);
    expect(shown(got, 2)).toEqual([14]);
    playback.play({ run: 4, fromUs: 35 * APART_US, rate: 0 });
    await wait(4, 1);
    expect(shown(got, 4)).toEqual([35]);
    expect(pool.pids).toEqual([pid]);
  });

  it('is played in order to its end, and jumped about in without a false picture', async () => {
    const { got, playback } = scene(plain);
    for (let run = 1; run < 6; run++) playback.play({ run, fromUs: (run * 5 + 1) * APART_US, rate: 1 });
    await vi.waitUntil(() => playback.state().playing?.isAtEnd === true);
    const last = () => got.filter((one) => one.run === 5 && !one.isHidden);
    await vi.waitUntil(() => last().at(-1)?.unit.receiveUs === (FRAMES - 1) * APART_US);
    expect(shown(got, 5)).toEqual(Array.from({ length: FRAMES - 26 }, (_, n) => 26 + n));
  });

  it('shows in a pause the right picture where pictures come in another order than they are shown', async () => {
    const { got, playback } = scene(reordered);
    const wait = (count: number) => vi.waitUntil(() => got.filter((one) => !one.isHidden).length === count);
    // Decoded third, shown second: nothing that comes before it in the stream's order is missing.
    playback.play({ run: 1, fromUs: 22 * APART_US, rate: 0 });
    await wait(1);
    const [number = -1] = shown(got, 1);
    expect(got.filter(({ isHidden }) => !isHidden)[0]!.unit.receiveUs).toBe(22 * APART_US);
    playback.play({ run: 1, rate: 0, step: 1 });
    await wait(2);
    const numbers = shown(got, 1);
    expect(numbers[0]).toBe(number);
    expect(numbers[1]).not.toBe(number);
    expect(numbers.every((one) => one !== undefined && one >= 20 && one < 30)).toBe(true);
  });

  it('never mixes what two programs make: the one before gives what it holds first', () => {
    const given: number[] = [];
    const sink: PlaybackSink = {
      picture: ({ receiveUs }) => given.push(receiveUs),
      telemetry: () => undefined,
      room: async () => undefined,
      changed: () => undefined,
    };
    const programs: { readonly inside: AccessUnit[]; readonly output: FanOut; end: () => void }[] = [];
    const open = (): PlaybackMaking => {
      const program = { inside: [] as AccessUnit[], output: new FanOut(), end: () => undefined as unknown };
      const input = new FanOut();
      input.subscribe({ picture: (unit) => program.inside.push(unit) });
      programs.push(program);
      const finish = (onEnd: () => void) => {
        program.end = onEnd;
      };
      return {
        input,
        release: () => undefined,
        transcoder: { output: program.output, dropped: 0, restarts: 0, finish },
      };
    };
    const give = (at: number) => {
      for (const unit of programs[at]!.inside.splice(0)) programs[at]!.output.publish({ ...unit, codec: 'h264' });
    };
    const asH264 = new PlaybackAsH264(sink, { open }, 'cam');
    opened.push({ close: () => asH264.rest() });
    const [key, ...rest] = reordered.map((unit, n) => ({ ...unit, receiveUs: 100 + n }));
    asH264.picture(key!, 1, true, false);
    // What was asked for: nothing follows, so the program is to give what it holds.
    asH264.picture(rest[0]!, 1, false, true);
    // A step from there, before it has.
    asH264.picture(rest[1]!, 1, false, true);
    expect(programs).toHaveLength(2);
    give(1);
    programs[1]!.end();
    expect(given).toEqual([]);
    give(0);
    programs[0]!.end();
    // The second program was given the group anew. Its pictures come with times of their own, hidden.
    expect(given).toEqual([100, 101, 100, 101, 102]);
  });

  it('ends its program when nothing is played any more, and says so where there is none', async () => {
    const { got, playback, pool, asH264 } = scene(plain);
    playback.play({ run: 1, fromUs: 0, rate: 0 });
    await vi.waitUntil(() => got.length > 0);
    expect(asH264.transcoding.state).toBe('running');
    playback.stop();
    asH264.rest();
    expect(pool.size).toBe(0);

    const without = scene(plain, () => undefined);
    without.playback.play({ run: 1, fromUs: 0, rate: 0 });
    await vi.waitUntil(() => without.asH264.transcoding.state === 'impossible');
    expect(without.asH264.transcoding).toEqual({ state: 'impossible', message: NO_FFMPEG });
    expect(without.changes()).toBeGreaterThan(0);
  });
});
