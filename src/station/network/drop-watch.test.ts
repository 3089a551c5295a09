import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DropWatch } from './drop-watch';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch(answers: (number | undefined)[]) {
  const drops: number[] = [];
  let looks = 0;
  const watched = new DropWatch({
    end: { address: '127.0.0.1', port: 1 },
    onDrops: (count) => drops.push(count),
    look: async () => answers[looks++],
  });
  return { watched, drops, looks: () => looks };
}

it('tells what was lost since it told last, a second after datagrams came, and does not look while none come', async () => {
  const { watched, drops, looks } = watch([3, 3, 10]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks()).toBe(0);
  for (let second = 0; second < 3; second++) {
    for (let n = 0; n < 100; n++) watched.came();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(drops).toEqual([3, 7]);
  expect(looks()).toBe(3);
});

it('says nothing where the system does not tell, nor of what a counter that begins anew may have counted', async () => {
  const { watched, drops } = watch([undefined, 5, 2, 4]);
  for (let second = 0; second < 4; second++) {
    watched.came();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(drops).toEqual([5, 2]);
});

it('looks no more once it is closed', async () => {
  const { watched, drops, looks } = watch([1]);
  watched.came();
  watched.close();
  watched.came();
  await vi.advanceTimersByTimeAsync(5000);
  expect([looks(), drops]).toEqual([0, []]);
});
