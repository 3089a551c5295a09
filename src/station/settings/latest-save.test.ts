import { expect, it } from 'vitest';
import { LatestSave } from './latest-save';

it('one value is saved at a time, and of those that come meanwhile the last', async () => {
  const saved: number[] = [];
  const going: (() => void)[] = [];
  const save = new LatestSave<number>(async (value) => {
    await new Promise<void>((resolve) => going.push(resolve));
    saved.push(value);
  });
  await save.saved();
  for (const value of [1, 2, 3]) save.put(value);
  expect(going).toHaveLength(1);
  going.shift()?.();
  await expect.poll(() => going.length).toBe(1);
  const all = save.saved();
  going.shift()?.();
  await all;
  expect(saved).toEqual([1, 3]);
  save.put(4);
  going.shift()?.();
  await save.saved();
  expect(saved).toEqual([1, 3, 4]);
});
