import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DrawAgain } from './draw-again';

class Frame {
  static open = 0;
  constructor(readonly number: number) {
    Frame.open++;
  }
  clone(): this {
    return new Frame(this.number) as this;
  }
  close(): void {
    Frame.open--;
  }
}

let written: number[];
let again: DrawAgain<Frame>;
beforeEach(() => {
  vi.useFakeTimers();
  Frame.open = 0;
  written = [];
  again = new DrawAgain((frame) => {
    written.push(frame.number);
    frame.close();
  });
});
afterEach(() => vi.useRealTimers());

function write(number: number, atMs: number): void {
  const frame = new Frame(number);
  again.beforeWrite(frame, atMs);
  frame.close();
}

it('the last of frames that came together is given a second time, once', () => {
  write(1, 0);
  write(2, 1);
  write(3, 2);
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([3]);
  expect(Frame.open).toBe(0);
});

it('frames that come one by one are given once, and nothing is kept of them', () => {
  for (let number = 0; number < 10; number++) {
    write(number, number * 33);
    expect(Frame.open).toBe(0);
    vi.advanceTimersByTime(33);
  }
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([]);
});

it('a frame that is followed by another is not given again behind it', () => {
  write(1, 0);
  write(2, 10);
  vi.advanceTimersByTime(35);
  write(3, 45);
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([]);
  expect(Frame.open).toBe(0);
});

it('nothing is given, or left open, once it is closed', () => {
  write(1, 0);
  write(2, 1);
  again.close();
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([]);
  expect(Frame.open).toBe(0);
});
