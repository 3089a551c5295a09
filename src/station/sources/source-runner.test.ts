import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stream } from '../hub/stream';
import { SourceRunner } from './source-runner';

const LINGER_MS = 10_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A source that writes down what is done with it; `end` lets a life end. */
function open({ lazy = true, endsAtOnce = true } = {}) {
  const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'pi', video: '', telemetry: '' });
  const told: string[] = [];
  const ends: (() => void)[] = [];
  const runner = new SourceRunner({
    stream,
    lazy,
    lingerMs: LINGER_MS,
    make: () => ({
      url: 's',
      start: () => told.push('start'),
      retryNow: () => told.push('retry'),
      stop: () => {
        told.push('stop');
        return endsAtOnce ? Promise.resolve() : new Promise<void>((resolve) => ends.push(resolve));
      },
    }),
  });
  return { stream, told, runner, ends };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a pinned source', () => {
  it('runs whether anybody watches or not', async () => {
    const { told, runner } = open({ lazy: false });
    await pass(60_000);
    expect(told).toEqual(['start']);
    await runner.stop();
    expect(told).toEqual(['start', 'stop']);
  });
});

describe('a lazy source', () => {
  it('is not fetched before somebody watches', async () => {
    const { stream, told } = open();
    await pass(60_000);
    expect(told).toEqual([]);
    expect(stream.links.video).toEqual({ state: 'stopped' });
    stream.subscribe({});
    await pass(0);
    expect(told).toEqual(['start']);
  });

  it('ends some seconds after the last has gone, and begins anew with the next', async () => {
    const { stream, told } = open();
    const [first, second] = [stream.subscribe({}), stream.subscribe({})];
    first();
    await pass(60_000);
    second();
    await pass(LINGER_MS - 1);
    expect(told).toEqual(['start']);
    await pass(1);
    expect(told).toEqual(['start', 'stop']);
    stream.subscribe({});
    await pass(0);
    expect(told).toEqual(['start', 'stop', 'start']);
  });

  it('goes on for who comes back in time', async () => {
    const { stream, told } = open();
    stream.subscribe({})();
    await pass(LINGER_MS - 1);
    stream.subscribe({});
    await pass(60_000);
    expect(told).toEqual(['start']);
  });

  it('is held by who needs it without watching, however often that is let go of', async () => {
    const { stream, told } = open();
    const [release, other] = [stream.hold(), stream.hold()];
    release();
    release();
    await pass(60_000);
    expect(told).toEqual(['start']);
    other();
    await pass(LINGER_MS);
    expect(told).toEqual(['start', 'stop']);
  });

  it('does not begin a life before the last one has ended', async () => {
    const { stream, told, ends } = open({ endsAtOnce: false });
    stream.subscribe({})();
    await pass(LINGER_MS);
    stream.subscribe({});
    await pass(60_000);
    expect(told).toEqual(['start', 'stop']);
    ends[0]?.();
    await pass(0);
    expect(told).toEqual(['start', 'stop', 'start']);
  });

  it('gives a newcomer no picture of a former life', async () => {
    const { stream } = open();
    const leave = stream.subscribe({});
    stream.publish({ data: new Uint8Array(1), codec: 'h264', key: true, receiveUs: 0 });
    leave();
    await pass(LINGER_MS);
    const pictures: unknown[] = [];
    stream.subscribe({ picture: (unit) => pictures.push(unit) });
    expect(pictures).toEqual([]);
  });

  it('is not called back to life once it is stopped for good', async () => {
    const { stream, told, runner } = open();
    stream.subscribe({});
    await pass(0);
    await runner.stop();
    stream.subscribe({});
    runner.retryNow();
    await pass(60_000);
    expect(told).toEqual(['start', 'stop']);
  });
});
