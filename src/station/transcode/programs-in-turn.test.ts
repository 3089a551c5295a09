import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { FanOut } from '../hub/fan-out';
import type { PlaybackMaking } from './h264-pool';
import { ProgramsInTurn } from './programs-in-turn';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A program that gives and ends when it is told to. */
function program() {
  const output = new FanOut();
  let ended: () => void = () => undefined;
  const release = vi.fn();
  const finish = (onEnd: () => void) => {
    ended = onEnd;
  };
  const transcoder = { output, dropped: 0, restarts: 0, finish };
  const making: PlaybackMaking = { input: new FanOut(), transcoder, release };
  const gives = (receiveUs: number, key = false) => {
    const unit: AccessUnit = { codec: 'h264', data: Uint8Array.of(), key, receiveUs };
    output.publish(unit);
  };
  return { making, gives, release, ends: () => ended() };
}

function scene() {
  const given: number[] = [];
  const onEnd = vi.fn();
  const inTurn = new ProgramsInTurn(({ receiveUs }) => given.push(receiveUs), onEnd);
  const begun = () => {
    const one = program();
    inTurn.begin(one.making);
    return one;
  };
  return { given, onEnd, inTurn, begun };
}

describe('programs that follow each other', () => {
  it('hands on nothing of the next before all of the one that still gives what it holds', () => {
    const { given, inTurn, begun } = scene();
    const first = begun();
    first.gives(0, true);
    inTurn.finish(first.making);
    const second = begun();
    second.gives(10, true);
    first.gives(1);
    second.gives(11);
    first.gives(2);
    expect(given).toEqual([0, 1, 2]);
    first.ends();
    second.gives(12);
    expect(given).toEqual([0, 1, 2, 10, 11, 12]);
  });

  it('waits for all of them, though a later one ends first', () => {
    const { given, inTurn, begun, onEnd } = scene();
    const [first, second, third] = [begun(), begun(), begun()];
    for (const { making } of [first, second]) inTurn.finish(making);
    third.gives(20, true);
    second.gives(10, true);
    second.ends();
    expect(given).toEqual([]);
    expect(inTurn.size).toBe(3);
    first.gives(0, true);
    first.ends();
    expect(given).toEqual([0, 10, 20]);
    expect(inTurn.size).toBe(1);
    expect(onEnd).toHaveBeenCalledTimes(2);
    expect(third.release).not.toHaveBeenCalled();
  });

  it('ends one that does not end by itself, and goes on with the next', () => {
    const { given, inTurn, begun } = scene();
    const first = begun();
    // As a program's: only the first time does anything.
    first.release.mockImplementationOnce(() => first.ends());
    inTurn.finish(first.making);
    begun().gives(10, true);
    vi.runAllTimers();
    expect(first.release).toHaveBeenCalled();
    expect(given).toEqual([10]);
  });

  it('forgets all of them where another place is looked at', () => {
    const { given, inTurn, begun } = scene();
    const first = begun();
    inTurn.finish(first.making);
    inTurn.release();
    expect(first.release).toHaveBeenCalled();
    const second = begun();
    second.gives(10, true);
    first.gives(0, true);
    first.ends();
    expect(given).toEqual([10]);
    expect(inTurn.size).toBe(1);
  });
});
