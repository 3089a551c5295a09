import { mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInPlace, placeOf } from './file-place';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'groundglass-place-'));
});
afterEach(() => rm(root, { recursive: true }));

async function openFile() {
  const folder = path.join(root, 'folder');
  await mkdir(folder);
  const file = path.join(folder, 'file');
  return { folder, file, held: await open(file, 'wx') };
}

describe('the place of an open file', () => {
  it('is its path, as long as that leads to it', async () => {
    const { file, held } = await openFile();
    expect(await isInPlace(held, file)).toBe(true);
    expect(await placeOf(held, file)).toBe(file);
    await held.close();
  });

  it('is lost with its folder, also where another file has its name', async () => {
    const { folder, file, held } = await openFile();
    await rm(folder, { recursive: true });
    expect(await isInPlace(held, file)).toBe(false);
    await mkdir(folder);
    await writeFile(file, 'another');
    expect(await isInPlace(held, file)).toBe(false);
    expect(await placeOf(held, file)).toBeUndefined();
    await held.close();
  });

  it.runIf(process.platform === 'linux')('is another where its folder was renamed', async () => {
    const { folder, file, held } = await openFile();
    await rename(folder, path.join(root, 'elsewhere'));
    expect(await isInPlace(held, file)).toBe(false);
    expect(await placeOf(held, file)).toBe(path.join(root, 'elsewhere', 'file'));
    await held.close();
  });

  it('is nowhere once it is closed', async () => {
    const { file, held } = await openFile();
    await held.close();
    expect(await isInPlace(held, file)).toBe(false);
  });
});
