import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AfterPicture } from './after-picture';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function recorder() {
  const after = new AfterPicture();
  const done: string[] = [];
  return { after, done, later: (name: string, value = name) => after.later(name, () => done.push(value)) };
}

describe('what is put off until after a picture', () => {
  it('is done when a picture was shown, all of it at once', () => {
    const { after, done, later } = recorder();
    later('telemetry');
    later('readings');
    expect(done).toEqual([]);
    after.shown();
    expect(done).toEqual(['telemetry', 'readings']);
    after.shown();
    vi.advanceTimersByTime(1000);
    expect(done).toHaveLength(2);
  });

  it('is the newest of its name', () => {
    const { after, done, later } = recorder();
    later('telemetry', 'old');
    later('telemetry', 'new');
    after.shown();
    expect(done).toEqual(['new']);
  });

  it('is done all the same where no picture comes', () => {
    const { done, later } = recorder();
    later('telemetry');
    vi.advanceTimersByTime(100);
    expect(done).toEqual(['telemetry']);
  });

  it('waits for a later picture where the last time was too lately', () => {
    const { after, done, later } = recorder();
    later('a');
    after.shown();
    later('b');
    vi.advanceTimersByTime(33);
    after.shown();
    expect(done).toEqual(['a']);
    vi.advanceTimersByTime(66);
    after.shown();
    expect(done).toEqual(['a', 'b']);
  });
});
