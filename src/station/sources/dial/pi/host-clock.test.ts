import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AskClock, HostClock } from './host-clock';

/** Their clock is this far ahead of ours, in µs. */
const SKEW_US = 7e9;
const nowUs = () => performance.now() * 1000;
const after = <T>(ms: number, value: () => T) => new Promise<T>((resolve) => setTimeout(() => resolve(value()), ms));

/** A host that takes `thereMs` and `backMs` for the two ways; `undefined` answers take the whole timeout. */
function host(answer: (question: number) => { thereMs: number; backMs: number; driftUs?: number } | undefined) {
  let questions = 0;
  let waiting = 0;
  let maxWaiting = 0;
  const ask: AskClock = async (timeoutMs) => {
    const way = answer(questions++);
    maxWaiting = Math.max(maxWaiting, ++waiting);
    const theirs = way && (await after(way.thereMs, () => nowUs() + SKEW_US + (way.driftUs ?? 0)));
    await after(way?.backMs ?? timeoutMs, () => undefined);
    waiting--;
    return theirs;
  };
  return {
    ask,
    get questions() {
      return questions;
    },
    get maxWaiting() {
      return maxWaiting;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a picture taken now and received at once would be said to be off, in µs. */
const errorUs = (clock: HostClock) => (clock.toStation(nowUs() + SKEW_US, nowUs()) ?? Number.NaN) - nowUs();

describe("the host's clock", () => {
  it('is unknown before an answer', () => {
    expect(new HostClock(nowUs).toStation(0, 0)).toBeUndefined();
  });

  it('goes by the shortest round trip: what one slow way adds does not count', async () => {
    const clock = new HostClock(nowUs);
    clock.follow(host((n) => (n === 3 ? { thereMs: 1, backMs: 1 } : { thereMs: 4, backMs: 60 })).ask);
    await vi.advanceTimersByTimeAsync(5000);
    expect(Math.abs(errorUs(clock))).toBeLessThan(1);
  });

  it('never has a picture taken after it came, though the way there takes longer than the way back', async () => {
    const clock = new HostClock(nowUs);
    clock.follow(host(() => ({ thereMs: 2, backMs: 100 })).ask);
    await vi.advanceTimersByTimeAsync(5000);
    expect(errorUs(clock)).toBeLessThanOrEqual(0);
    // One that was slow is as old as it is, by what the quick one proved.
    const taken = nowUs() + SKEW_US;
    expect(clock.toStation(taken, nowUs() + 40_000)! - nowUs()).toBeLessThanOrEqual(0);
  });

  it('is followed when it drifts', async () => {
    const clock = new HostClock(nowUs);
    // 100 µs a second, which is a bad crystal.
    const { ask } = host(() => ({ thereMs: 1, backMs: 1, driftUs: performance.now() / 10 }));
    const startedMs = performance.now();
    clock.follow(ask);
    await vi.advanceTimersByTimeAsync(600_000);
    const driftUs = (performance.now() - startedMs) / 10;
    expect(driftUs).toBeGreaterThan(59_000);
    const taken = nowUs() + SKEW_US + performance.now() / 10;
    expect(Math.abs(clock.toStation(taken, nowUs())! - nowUs())).toBeLessThan(4000);
  });

  it('is not asked for again by three questions in vain', async () => {
    const clock = new HostClock(nowUs);
    const silent = host(() => undefined);
    clock.follow(silent.ask);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(silent.questions).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
    expect(errorUs(clock)).toBeNaN();
  });

  it('is asked for ever more seldom by a host that ceases to answer, and known until then', async () => {
    const clock = new HostClock(nowUs);
    const mute = host((n) => (n < 10 ? { thereMs: 1, backMs: 1 } : undefined));
    clock.follow(mute.ask);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(mute.questions).toBeLessThan(75);
    expect(mute.maxWaiting).toBe(1);
    expect(Math.abs(errorUs(clock))).toBeLessThan(1);
  });

  it('is no longer asked for once that is ended, and unknown again with the next connection', async () => {
    const clock = new HostClock(nowUs);
    const good = host(() => ({ thereMs: 1, backMs: 1 }));
    const end = clock.follow(good.ask);
    await vi.advanceTimersByTimeAsync(100);
    end();
    const { questions } = good;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(good.questions).toBe(questions);
    expect(errorUs(clock)).not.toBeNaN();
    clock.follow(host(() => undefined).ask)();
    expect(errorUs(clock)).toBeNaN();
  });

  it('tells nothing of a time that cannot be: a picture from the future, or from long ago', async () => {
    const clock = new HostClock(nowUs);
    clock.follow(host(() => ({ thereMs: 1, backMs: 1 })).ask);
    await vi.advanceTimersByTimeAsync(1000);
    const of = (ageMs: number) => clock.toStation(nowUs() + SKEW_US - ageMs * 1000, nowUs());
    expect([of(-1000), of(-20), of(61_000)]).toEqual([undefined, undefined, undefined]);
    expect([of(-3), of(0), of(50)]).not.toContain(undefined);
  });
});
