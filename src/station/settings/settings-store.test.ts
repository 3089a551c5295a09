import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { inWords } from '#core/texts/fixtures/in-words';
import { createLog } from '../log';
import { SettingsStore } from './settings-store';

let folder: string;
let file: string;
let lines: string[];
const open = () =>
  new SettingsStore(
    file,
    createLog('warn', (line) => lines.push(line)),
  );
const onDisk = (): unknown => JSON.parse(readFileSync(file, 'utf8'));

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-settings-'));
  file = path.join(folder, 'deep', 'settings.json');
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Settings that stand there already. */
function put(text: string): void {
  file = path.join(folder, 'settings.json');
  writeFileSync(file, text);
}

describe('the store of settings', () => {
  it('writes what is changed, for its owner alone, and leaves nothing else beside it', async () => {
    const store = open();
    expect(await store.set({ host: 'rover', listen: '0.0.0.0:3000' })).toEqual({ ok: true, value: undefined });
    expect(onDisk()).toEqual({ version: 1, host: 'rover', listen: '0.0.0.0:3000' });
    expect(readdirSync(path.dirname(file))).toEqual(['settings.json']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(open().get('listen')).toEqual({ address: '0.0.0.0', port: 3000 });
  });

  it('tells of changes at once, and of nothing that stays the same', async () => {
    const store = open();
    const heard: (readonly string[])[] = [];
    const unsubscribe = store.onChange((ids) => heard.push(ids));
    const written = store.set({ host: 'a', fullscreen: true });
    expect(store.get('host')).toBe('a');
    await store.set({ host: 'a' });
    await store.set({ fullscreen: undefined });
    unsubscribe();
    await store.set({ host: 'b' });
    await written;
    expect(heard).toEqual([['host', 'fullscreen'], ['fullscreen']]);
  });

  it('refuses what is not allowed, and changes nothing then', async () => {
    const store = open();
    expect(await store.set({ host: 'a', videoPort: 0 })).toMatchObject({ ok: false });
    expect(store.given.size).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps what a person, another process or a newer version wrote', async () => {
    put('{"version":9,"warp":9,"videoPort":"odd"}');
    const store = open();
    writeFileSync(file, '{"version":9,"warp":10,"videoPort":"odd","stationName":"base"}');
    await store.set({ host: 'a' });
    expect(onDisk()).toEqual({ version: 9, warp: 10, videoPort: 'odd', stationName: 'base', host: 'a' });
    expect(store.problems.map((problem) => english(problem)).join()).toContain('“videoPort” is not allowed');
  });

  it('has what it replaced beside it', async () => {
    put('{"host":"a"}');
    await open().set({ host: 'b' });
    expect(JSON.parse(readFileSync(`${file}.backup`, 'utf8'))).toEqual({ host: 'a' });
  });

  it('puts a broken file aside, says so, and starts with the last whole one', async () => {
    put('{"host":"a"}');
    await open().set({ host: 'b' });
    writeFileSync(file, '{"host":');
    const store = open();
    expect(store.get('host')).toBe('a');
    const aside = readdirSync(folder).find((name) => name.includes('.broken-')) ?? '';
    expect(readFileSync(path.join(folder, aside), 'utf8')).toBe('{"host":');
    expect(lines.join()).toContain(aside);
    await store.set({ fullscreen: true });
    expect(onDisk()).toMatchObject({ fullscreen: true });
  });

  it('writes all of many changes, one after the other', async () => {
    const store = open();
    const results = Array.from({ length: 20 }, (_, index) => store.set({ videoPort: 1000 + index }));
    await store.written();
    expect((await Promise.all(results)).every(({ ok }) => ok)).toBe(true);
    expect(onDisk()).toEqual({ version: 1, videoPort: 1019 });
  });

  it('says where there can be no file', async () => {
    put('{}');
    file = path.join(file, 'settings.json');
    const store = open();
    expect(inWords(await store.set({ host: 'a' }))).toMatchObject({
      ok: false,
      message: expect.stringContaining('cannot be kept'),
    });
    expect(store.get('host')).toBe('a');
  });
});
