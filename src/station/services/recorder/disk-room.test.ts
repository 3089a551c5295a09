import os from 'node:os';
import { expect, it } from 'vitest';
import { DiskRoom } from './disk-room';

const room = () => new DiskRoom(os.tmpdir(), 0);

it('answers those who ask at the same time one after the other', async () => {
  const disk = room();
  const order: number[] = [];
  const ask = (number: number) => disk.ask(async () => void order.push(number));
  expect(await Promise.all([ask(1), ask(2), disk.look(), ask(3)])).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(order).toEqual([1, 2, 3]);
  expect(disk.freeBytes).toBeGreaterThan(0);
});

it('says what it refused with', async () => {
  const refused = new Error('EACCES');
  expect(await room().ask(() => Promise.reject(refused))).toBe(refused);
});

it('says that it does not answer, and does not ask again before it does', async () => {
  const disk = room();
  let answer: () => void = () => undefined;
  const asked = [disk.ask(() => new Promise<void>((resolve) => (answer = resolve)))];
  let isAskedAgain = false;
  asked.push(
    disk.ask(async () => {
      isAskedAgain = true;
    }),
  );
  for (const said of await Promise.all(asked)) expect(said).toMatchObject({ code: 'ETIMEDOUT' });
  expect(isAskedAgain).toBe(false);
  answer();
  expect(await disk.ask(() => Promise.resolve())).toBeUndefined();
});
