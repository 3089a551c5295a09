import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlayRequest } from '#contracts/playback';
import { IndexedPlayback } from './indexed-playback';
import type { Medium } from './medium';
import type { PlaybackSink } from './playback';

const SECOND = 1e6;
/** A picture every tenth of a second, a key picture a second. */
const APART = SECOND / 10;

const soundAt = (at: number) => ({
  ...({ codec: 'pcma', sampleRateHz: 8000, channels: 1 } as const),
  data: Uint8Array.of(at),
  receiveUs: (at * APART) / 2,
});

/** A medium of numbered pictures in memory, whose oldest can be deleted, and whose end can grow. */
function makeMedium(pictures: number, isGrowing = false) {
  let first = 0;
  let end = pictures;
  const place = (at: number) => (at >= first && at < end ? at : undefined);
  const key = (at: number) => Math.max(first, at - (at % 10));
  const medium: Medium = {
    isGrowing,
    range: () => ({ beginUs: first * APART, endUs: (end - 1) * APART }),
    pictureAt: (us) => Math.min(end - 1, Math.max(first, Math.floor(us / APART))),
    next: (at) => place(Math.max(first, at + 1)),
    previous: (at) => place(Math.min(end, at) - 1),
    nextKey: (at) => place(key(Math.max(first, at + 10))),
    keyOf: (at) => key(at),
    timeUs: (at) => (place(at) === undefined ? Number.NaN : at * APART),
    load: async (at) =>
      place(at) === undefined
        ? undefined
        : { data: Uint8Array.of(at), codec: 'h264', key: at % 10 === 0, receiveUs: at * APART },
    telemetryAt: async (us, knownUs) => {
      const timeUs = Math.floor(us / SECOND) * SECOND;
      return timeUs === knownUs ? undefined : { timeUs, values: { altitudeM: timeUs / SECOND } };
    },
    // A piece of sound every 50 ms, named by its number.
    sounds: async (afterUs, untilUs) => {
      const numbers = Array.from({ length: end * 2 }, (_, at) => at);
      return numbers.map(soundAt).filter(({ receiveUs }) => receiveUs > afterUs && receiveUs <= untilUs);
    },
    gaps: [],
    marks: [],
    track: () => [],
  };
  return {
    medium,
    deleteBefore: (at: number) => {
      first = at;
    },
    grow: (count: number) => {
      end += count;
    },
  };
}

function open(medium: Medium) {
  const shown: number[] = [];
  const hidden: number[] = [];
  const last: number[] = [];
  const altitudes: (number | undefined)[] = [];
  const heard: number[] = [];
  let room: Promise<void> = Promise.resolve();
  const sink: PlaybackSink = {
    picture: ({ data: [number = -1] }, _, isHidden, isLast) => {
      (isHidden ? hidden : shown).push(number);
      if (isLast) last.push(number);
    },
    audio: ({ data: [number = -1] }) => heard.push(number),
    telemetry: ({ values }) => altitudes.push(values.altitudeM),
    room: () => room,
    changed: () => undefined,
  };
  const playback = new IndexedPlayback({ medium, sink });
  const play = (request: PlayRequest) => playback.play(request);
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return {
    playback,
    play,
    settle,
    shown,
    hidden,
    last,
    altitudes,
    heard,
    block() {
      let go: () => void = () => undefined;
      room = new Promise((resolve) => {
        go = resolve;
      });
      return go;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  return () => vi.useRealTimers();
});

describe('playback', () => {
  it('shows one picture, with those that it is decoded from hidden before it and its telemetry', async () => {
    const { play, settle, shown, hidden, altitudes, playback } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 3.45 * SECOND, rate: 0 });
    await settle();
    expect(hidden).toEqual([30, 31, 32, 33]);
    expect(shown).toEqual([34]);
    expect(altitudes).toEqual([3]);
    expect(playback.state().playing).toEqual({ run: 1, positionUs: 3.4 * SECOND, rate: 0, isAtEnd: false });
  });

  it('tells numbers of the past where they came, each once, and answers the newest question alone', async () => {
    const { playback } = open(makeMedium(100).medium);
    const about = { request: 1, keys: ['altitudeM', 'custom.a'], fromUs: 1.5 * SECOND, toUs: 4.5 * SECOND };
    const rows = await playback.values({ ...about, count: 31 });
    expect(rows).toEqual([2, 3, 4].map((s) => ({ timeUs: s * SECOND, values: [s, null] })));
    const [first, second] = [playback.values({ ...about, count: 31 }), playback.values({ ...about, count: 2 })];
    expect([await first, await second]).toEqual([undefined, [{ timeUs: 4 * SECOND, values: [4, null] }]]);
  });

  it('steps on with the next picture alone, and back from the key picture before', async () => {
    const { play, settle, shown, hidden } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 2 * SECOND, rate: 0 });
    await settle();
    for (let step = 0; step < 3; step++) {
      play({ run: 1, rate: 0, step: 1 });
      await settle();
    }
    expect([shown, hidden]).toEqual([[20, 21, 22, 23], []]);
    play({ run: 2, rate: 0, step: -1 });
    await settle();
    expect([shown.at(-1), hidden]).toEqual([22, [20, 21]]);
    for (let run = 3; run < 6; run++) {
      play({ run, rate: 0, step: -1 });
      await settle();
    }
    expect(shown.slice(-3)).toEqual([21, 20, 19]);
  });

  it('counts each step, however fast they come', async () => {
    const { play, settle, shown } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 5.5 * SECOND, rate: 0 });
    for (let run = 2; run < 8; run++) play({ run, rate: 0, step: -1 });
    await settle();
    expect(shown.at(-1)).toBe(49);
    for (let step = 0; step < 4; step++) play({ run: 7, rate: 0, step: 1 });
    await settle();
    expect(shown.at(-1)).toBe(53);
  });

  it('stops at either end', async () => {
    const { play, settle, shown, playback } = open(makeMedium(25).medium);
    play({ run: 1, fromUs: 0, rate: 0 });
    await settle();
    play({ run: 2, rate: 0, step: -1 });
    await settle();
    expect(shown.at(-1)).toBe(0);
    play({ run: 3, fromUs: 99 * SECOND, rate: 0 });
    await settle();
    play({ run: 3, rate: 0, step: 1 });
    await settle();
    expect(shown.at(-1)).toBe(24);
    expect(playback.state().playing).toMatchObject({ isAtEnd: true });
  });

  it.each([0.25, 1, 4, 8])('plays at ×%d, every picture once and in order', async (rate) => {
    const { play, shown } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 1 * SECOND, rate });
    await vi.advanceTimersByTimeAsync(2000 / rate);
    const last = 10 + 20;
    expect(shown.at(-1)).toBeGreaterThanOrEqual(last - 1);
    expect(shown.at(-1)).toBeLessThanOrEqual(last);
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, at) => 10 + at));
  });

  it('gives key pictures alone where that is asked for, and then all again', async () => {
    const { play, shown } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 0, rate: 8, keysOnly: true });
    await vi.advanceTimersByTimeAsync(510);
    expect(shown).toEqual([0, 10, 20, 30, 40]);
    play({ run: 1, rate: 1 });
    await vi.advanceTimersByTimeAsync(310);
    expect(shown.slice(5, 8)).toEqual([41, 42, 43]);
  });

  it('pauses at the picture where it is, and goes on with the next', async () => {
    const { play, shown, hidden } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 0, rate: 1 });
    await vi.advanceTimersByTimeAsync(1050);
    play({ run: 1, rate: 0 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(shown.at(-1)).toBe(10);
    play({ run: 1, rate: 1 });
    await vi.advanceTimersByTimeAsync(200);
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, at) => at));
    expect(hidden).toEqual([]);
  });

  it('keeps two media in step from the same orders', async () => {
    const [one, other] = [open(makeMedium(100).medium), open(makeMedium(100).medium)];
    for (const { play } of [one, other]) play({ run: 1, fromUs: 2.05 * SECOND, rate: 2 });
    await vi.advanceTimersByTimeAsync(730);
    for (const { play } of [one, other]) play({ run: 1, rate: 0.5 });
    await vi.advanceTimersByTimeAsync(1111);
    expect(one.shown).toEqual(other.shown);
  });

  it('waits for a sink that takes nothing, and goes on at a key picture of its time', async () => {
    const { play, settle, shown, block } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 0, rate: 1 });
    await vi.advanceTimersByTimeAsync(350);
    const go = block();
    await vi.advanceTimersByTimeAsync(4000);
    const before = shown.length;
    go();
    await settle();
    await settle();
    await vi.advanceTimersByTimeAsync(10);
    expect(before).toBeLessThan(6);
    expect(shown.slice(before)).toContain(40);
    expect(shown.slice(before).filter((number) => number > before && number < 40).length).toBeLessThan(3);
  });

  it('goes on with what is kept where what it plays is deleted', async () => {
    const { medium, deleteBefore } = makeMedium(100);
    const { play, settle, shown } = open(medium);
    play({ run: 1, fromUs: 0, rate: 0.25 });
    await vi.advanceTimersByTimeAsync(900);
    const before = shown.length;
    deleteBefore(50);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(shown.slice(before)).toEqual(Array.from({ length: 50 }, (_, at) => 50 + at));
    play({ run: 2, fromUs: 0, rate: 0 });
    await settle();
    expect(shown.at(-1)).toBe(50);
  });

  it('says when it is at the end of what still grows, and goes on with what comes', async () => {
    const { medium, grow } = makeMedium(20, true);
    const { play, shown, playback } = open(medium);
    play({ run: 1, fromUs: 1.8 * SECOND, rate: 1 });
    await vi.advanceTimersByTimeAsync(300);
    expect(playback.state()).toMatchObject({ isGrowing: true, playing: { isAtEnd: true, rate: 1 } });
    grow(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(shown.at(-1)).toBe(20);
  });

  it('gives sound at the rate of real time, each piece once, in order and before its picture', async () => {
    const { play, shown, heard } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 2 * SECOND, rate: 1 });
    await vi.advanceTimersByTimeAsync(1500);
    expect(heard).toEqual(Array.from({ length: heard.length }, (_, i) => 41 + i));
    expect(heard.at(-1)).toBeGreaterThanOrEqual(2 * (shown.at(-1) ?? 0));
    expect(heard.at(-1)).toBeLessThan(2 * (shown.at(-1) ?? 0) + 10);
    play({ run: 2, fromUs: 6 * SECOND, rate: 1 });
    const { length } = heard;
    await vi.advanceTimersByTimeAsync(500);
    expect(heard[length]).toBe(121);
  });

  it.each([0, 0.25, 2, 8])('gives no sound at ×%d', async (rate) => {
    const { play, heard } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 2 * SECOND, rate: 1 });
    await vi.advanceTimersByTimeAsync(250);
    play({ run: 1, rate });
    const { length } = heard;
    await vi.advanceTimersByTimeAsync(800);
    expect(heard).toHaveLength(length);
  });

  it('gives the sound that comes where it still grows, and none twice', async () => {
    const { medium, grow } = makeMedium(20, true);
    const { play, heard } = open(medium);
    play({ run: 1, fromUs: 1.5 * SECOND, rate: 1 });
    for (let i = 0; i < 15; i++) {
      await vi.advanceTimersByTimeAsync(100);
      grow(1);
    }
    expect(heard).toEqual(Array.from({ length: heard.length }, (_, i) => 31 + i));
    expect(heard.length).toBeGreaterThan(25);
  });

  it('gives nothing more once it is stopped', async () => {
    const { play, shown, playback } = open(makeMedium(100).medium);
    play({ run: 1, fromUs: 0, rate: 1 });
    await vi.advanceTimersByTimeAsync(100);
    playback.stop();
    const { length } = shown;
    await vi.advanceTimersByTimeAsync(5000);
    expect(shown).toHaveLength(length);
    expect(playback.state()).not.toHaveProperty('playing');
  });

  describe('of pictures that are shown in another order than they are decoded', () => {
    /** I P B B P B B …: by its place, when a picture is shown, in tenths of a second. A key picture every ten. */
    const shownAt = (place: number) => {
      const [group, at] = [place - (place % 10), place % 10];
      if (at === 0) return group;
      const [third, one] = [Math.floor((at - 1) / 3), (at - 1) % 3];
      return group + 3 * third + (one === 0 ? 3 : one);
    };
    const placeOf = (tenth: number) => Array.from({ length: 40 }, (_, at) => at).find((at) => shownAt(at) === tenth);
    const medium: Medium = {
      ...makeMedium(40).medium,
      holdsBack: true,
      order: {
        after: (place) => placeOf(shownAt(place) + 1),
        before: (place) => placeOf(shownAt(place) - 1),
        dueUs: (place) => (place - 1) * APART,
        isShown: () => true,
      },
      timeUs: (place) => (place < 40 ? shownAt(place) * APART : Number.NaN),
      pictureAt: (us) => placeOf(Math.min(39, Math.max(0, Math.floor(us / APART)))),
    };

    it('shows one alone: what it is decoded from goes before, and it is called out of the decoder', async () => {
      const { play, settle, shown, hidden, last } = open(medium);
      play({ run: 1, fromUs: 1.4 * SECOND, rate: 0 });
      await settle();
      expect([hidden, shown, last]).toEqual([[10, 11, 12, 13, 14], [15], [15]]);
    });

    it('steps to the picture that is shown next, and before', async () => {
      const { play, settle, shown } = open(medium);
      play({ run: 1, fromUs: 1.2 * SECOND, rate: 0 });
      await settle();
      for (const [at, step] of ([1, 1, 1, -1, -1, -1, -1] as const).entries()) {
        play({ run: at + 2, rate: 0, step });
        await settle();
      }
      expect(shown.map(shownAt)).toEqual([12, 13, 14, 15, 14, 13, 12, 11]);
    });

    it('plays from a place with nothing that is shown before it, and calls all out at the end', async () => {
      const { play, shown, last, playback } = open(medium);
      play({ run: 1, fromUs: 3.3 * SECOND, rate: 1 });
      await vi.advanceTimersByTimeAsync(2000);
      expect([...shown].map(shownAt).sort((a, b) => a - b)).toEqual([33, 34, 35, 36, 37, 38, 39]);
      expect(last).toEqual([39]);
      expect(playback.state()).toMatchObject({ reorders: true, playing: { isAtEnd: true, positionUs: 3.9 * SECOND } });
    });
  });

  it('waits where another that is played in step has pictures, and it has none', async () => {
    const { medium } = makeMedium(30);
    const late = { ...medium, timeUs: (place: number) => medium.timeUs(place) + (place < 10 ? 0 : 60 * SECOND) };
    const [alone, inStep] = [open(late), open(late)];
    alone.play({ run: 1, fromUs: 0, rate: 1 });
    inStep.play({ run: 1, fromUs: 0, rate: 1, inStep: true });
    await vi.advanceTimersByTimeAsync(8000);
    expect(alone.shown).toContain(10);
    expect(inStep.shown).not.toContain(10);
  });
});
