import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../log';
import { openVehicleChoices } from './vehicle-choices';

let folder: string;
let said: string[];
beforeEach(async () => {
  said = [];
  folder = await mkdtemp(path.join(tmpdir(), 'vehicle-choices-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (name = 'vehicles.json') =>
  openVehicleChoices(
    path.join(folder, name),
    createLog('warn', (line) => said.push(line)),
  );

it('keeps a choice over restarts, and forgets one', async () => {
  const choices = open();
  expect(choices.of('a')).toBeUndefined();
  choices.keep('a', 2);
  choices.keep('b', 3);
  choices.keep('b', undefined);
  await choices.written();
  const again = open();
  expect([again.of('a'), again.of('b')]).toEqual([2, undefined]);
  expect(said).toEqual([]);
});

it('is bounded: the oldest goes', async () => {
  const choices = open();
  for (let n = 0; n < 600; n++) choices.keep(`s${n}`, 1);
  await choices.written();
  const { vehicles } = JSON.parse(await readFile(path.join(folder, 'vehicles.json'), 'utf8'));
  expect(Object.keys(vehicles)).toHaveLength(512);
  expect(vehicles.s599).toBe(1);
});

it.each(['nonsense', '{"version":1,"vehicles":{"a":256}}', '{"version":2}'])(
  'begins anew with a file that holds %s, and says so',
  async (text) => {
    await writeFile(path.join(folder, 'vehicles.json'), text);
    const choices = open();
    expect(choices.of('a')).toBeUndefined();
    expect(said).toEqual([expect.stringContaining('it is ignored')]);
  },
);

it('says where nothing can be kept, and goes on', async () => {
  await writeFile(path.join(folder, 'file'), '');
  const choices = open('file/vehicles.json');
  choices.keep('a', 2);
  await choices.written();
  expect(choices.of('a')).toBe(2);
  expect(said.at(-1)).toContain('cannot be kept');
});
