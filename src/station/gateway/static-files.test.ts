import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findStaticFile } from './static-files';

let folder: string;
let root: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-test-'));
  root = path.join(folder, 'viewer');
  await mkdir(path.join(root, 'assets'), { recursive: true });
  await writeFile(path.join(root, 'index.html'), 'page');
  await writeFile(path.join(root, 'assets/a b.js'), 'script');
  await writeFile(path.join(root, 'assets/ffmpeg-core-CgUfceKH.wasm'), 'program');
  await writeFile(path.join(folder, 'secret.json'), 'secret');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a folder that is served', () => {
  it('gives its files with their types', async () => {
    expect((await findStaticFile(root, '/'))?.file).toBe(path.join(root, 'index.html'));
    expect(await findStaticFile(root, '/assets/a%20b.js')).toMatchObject({ type: 'text/javascript; charset=utf-8' });
  });

  it('lets what is named by its content be kept, and everything else be asked for again', async () => {
    const caching = async (urlPath: string) => (await findStaticFile(root, urlPath))?.caching;
    expect(await caching('/assets/ffmpeg-core-CgUfceKH.wasm')).toBe('private, max-age=31536000, immutable');
    expect(await caching('/assets/a%20b.js')).toBe('no-cache');
    expect(await caching('/')).toBe('no-cache');
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%5csecret.json',
    '/assets',
    '/none.js',
    '/%',
    '/index.html%00',
    '/assets/../../secret.json',
  ])('gives nothing for %s', async (urlPath) => {
    expect(await findStaticFile(root, urlPath)).toBeUndefined();
  });
});
