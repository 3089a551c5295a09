import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../log';
import type { NewFile } from '../../sources/accept/jt/kept-files';
import { VehicleFiles, type VehicleFilesOptions } from './vehicle-files';

let folder: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vehicle-files-'));
  lines = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const SIM = '013800138000';
const picture = (takenMs: number, data = Uint8Array.of(1, 2, 3)): NewFile => ({
  ...{ sim: SIM, kind: 'picture', extension: 'jpg', takenMs, channel: 2, event: 'platform', data },
});

function files(options: Partial<VehicleFilesOptions> = {}): VehicleFiles {
  const log = createLog('warn', (line) => lines.push(line));
  return new VehicleFiles({ folder, quotaBytes: 1000, reserveBytes: 0, log, ...options });
}

it('a file is kept for this user alone, and is known again after a restart', async () => {
  const kept = await files().keep({ ...picture(5), alarm: 'adas-261121130000-0-7', event: 'alarm' });
  const again = files();
  await again.read();
  expect(again.list(SIM)).toEqual([kept]);
  expect(kept).toMatchObject({ kind: 'picture', takenMs: 5, bytes: 3, channel: 2, alarm: 'adas-261121130000-0-7' });
  const place = again.pathOf(SIM, kept!.id)!;
  expect([...(await readFile(place))]).toEqual([1, 2, 3]);
  if (process.platform !== 'win32') expect((await stat(place)).mode & 0o777).toBe(0o600);
  expect(await again.remove(SIM, kept!.id)).toBe(true);
  expect(await again.remove(SIM, kept!.id)).toBe(false);
  expect(await readdir(path.join(folder, SIM))).toEqual([]);
});

it.runIf(process.platform !== 'win32')('a file has the rights that the settings give', async () => {
  const shared = files({ mode: 0o644 });
  const kept = await shared.keep(picture(5));
  expect((await stat(shared.pathOf(SIM, kept!.id)!)).mode & 0o777).toBe(0o644);
});

it('what a process began and did not end goes at the next start, and nothing else', async () => {
  const kept = await files().keep(picture(5));
  const begun = path.join(folder, SIM, `.${kept!.id}.part`);
  const another = path.join(folder, SIM, '.notes.part');
  for (const file of [begun, another]) await writeFile(file, 'x');
  const again = files();
  await again.read();
  expect((await readdir(path.join(folder, SIM))).sort()).toEqual(['.notes.part', kept!.id].sort());
  expect(again.list(SIM)).toEqual([kept]);
});

it('the oldest go where there are too many bytes', async () => {
  const store = files({ quotaBytes: 7 });
  for (const at of [20, 10, 30]) await store.keep(picture(at));
  expect(store.list(SIM).map(({ takenMs }) => takenMs)).toEqual([30, 20]);
  expect(await readdir(path.join(folder, SIM))).toHaveLength(2);
});

it('what there is no room for is not kept, and said', async () => {
  expect(await files({ quotaBytes: 2 }).keep(picture(1))).toBeUndefined();
  expect(await files({ reserveBytes: Number.MAX_SAFE_INTEGER }).keep(picture(1))).toBeUndefined();
  expect(lines).toHaveLength(2);
  expect(await readdir(folder)).toEqual([]);
});

it('a name from outside leads nowhere else, and what is not of this kind is left alone', async () => {
  const store = files();
  const kept = await store.keep({ ...picture(1), extension: '../x' });
  expect(kept!.id).toMatch(/\.bin$/);
  expect(await store.keep({ ...picture(1), sim: '../../etc' })).toBeUndefined();
  expect(store.pathOf(SIM, '../../secret')).toBeUndefined();
  await writeFile(path.join(folder, SIM, 'mine.txt'), 'mine');
  await writeFile(path.join(folder, SIM, '.half.part'), 'half');
  const again = files();
  await again.read();
  expect(again.list(SIM)).toEqual([kept]);
});

it('64 MiB wait for a slow disk, and what comes beyond is refused and said', async () => {
  const store = files({ quotaBytes: 2 ** 30 });
  const part = new Uint8Array(32 * 2 ** 20);
  const [first, second] = [store.keep(picture(1, part)), store.keep(picture(2, part))];
  expect(await store.keep(picture(3))).toBeUndefined();
  expect(lines).toEqual([expect.stringContaining('there is no room for 3 bytes')]);
  expect((await Promise.all([first, second])).every((kept) => kept)).toBe(true);
  expect(await store.keep(picture(4))).toBeDefined();
});
