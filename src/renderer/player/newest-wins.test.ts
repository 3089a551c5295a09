import { describe, expect, it } from 'vitest';
import { NewestWins } from './newest-wins';

class Frame {
  closes = 0;
  constructor(readonly name: number) {}
  close() {
    this.closes += 1;
  }
}

/** A writer whose writes end when the test says so; like a track, it closes what it has taken. */
function slowWriter() {
  const written: number[] = [];
  let finish: (error?: Error) => void = () => {};
  const write = (frame: Frame) =>
    new Promise<void>((resolve, reject) => {
      written.push(frame.name);
      finish = (error) => {
        frame.close();
        if (error) reject(error);
        else resolve();
      };
    });
  const end = async (error?: Error) => {
    finish(error);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { written, write, end };
}

const frames = (count: number) => Array.from({ length: count }, (_, n) => new Frame(n));

describe('newest wins', () => {
  it('writes a frame at once when nothing is being written', () => {
    const { written, write } = slowWriter();
    new NewestWins<Frame>(write).offer(new Frame(7));
    expect(written).toEqual([7]);
  });

  it('keeps the newest of those that come during a write, and closes the others', async () => {
    const { written, write, end } = slowWriter();
    const queue = new NewestWins<Frame>(write);
    const all = frames(5);
    for (const frame of all) queue.offer(frame);
    expect(all.map((frame) => frame.closes)).toEqual([0, 1, 1, 1, 0]);
    expect(queue.replaced).toBe(3);
    await end();
    expect(written).toEqual([0, 4]);
  });

  it('closes each of 500 frames exactly once', async () => {
    const { write, end } = slowWriter();
    const queue = new NewestWins<Frame>(write);
    const all = frames(500);
    for (const [n, frame] of all.entries()) {
      queue.offer(frame);
      if (n % 7 === 0) await end();
    }
    await end();
    await end();
    expect(all.filter((frame) => frame.closes !== 1)).toEqual([]);
  });

  it('goes on after a write that failed', async () => {
    const { written, write, end } = slowWriter();
    const queue = new NewestWins<Frame>(write);
    queue.offer(new Frame(0));
    queue.offer(new Frame(1));
    await end(new Error('the track has ended'));
    expect(written).toEqual([0, 1]);
  });

  it('closes the waiting frame, and every later one, when it is closed', () => {
    const { write } = slowWriter();
    const queue = new NewestWins<Frame>(write);
    const [first, second, third] = frames(3) as [Frame, Frame, Frame];
    queue.offer(first);
    queue.offer(second);
    queue.close();
    queue.offer(third);
    expect([first.closes, second.closes, third.closes]).toEqual([0, 1, 1]);
  });
});
