import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from './log-file';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-log-'));
  file = path.join(folder, 'logs', 'groundglass.log');
});
afterEach(() => rm(folder, { recursive: true }));

const sizes = async () => {
  const names = (await readdir(path.dirname(file))).sort();
  return Promise.all(names.map(async (name) => (await stat(path.join(path.dirname(file), name))).size));
};

describe('a log file', () => {
  it('has every line in its order, goes on where it ended, and is for this user alone', async () => {
    const first = new LogFile(file);
    for (let n = 0; n < 100; n++) first.write(`line ${n}`);
    await first.written();
    const second = new LogFile(file);
    second.write('line 100');
    await second.written();
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines).toEqual([...Array.from({ length: 101 }, (_, n) => `line ${n}`), '']);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('keeps to its number of files and their size, the newest without a number', async () => {
    const log = new LogFile(file, { maxBytes: 100, files: 3 });
    for (let n = 0; n < 50; n++) {
      log.write(`${n}`.padStart(29, '.'));
      await log.written();
    }
    expect(await sizes()).toEqual([60, 90, 90]);
    expect(await readFile(file, 'utf8')).toMatch(/\.49\n$/);
    expect(await readFile(`${file}.1`, 'utf8')).toMatch(/\.47\n$/);
  });

  it('that a disk refuses costs nothing but its lines', async () => {
    await writeFile(path.join(folder, 'logs'), 'in the way');
    const log = new LogFile(file);
    log.write('lost');
    await log.written();
    await rm(path.join(folder, 'logs'));
    const again = new LogFile(file);
    again.write('kept');
    await again.written();
    expect(await readFile(file, 'utf8')).toBe('kept\n');
  });

  it('says how many lines found no room', async () => {
    const log = new LogFile(file);
    for (let n = 0; n < 40; n++) log.write('x'.repeat(100_000));
    await log.written();
    log.write('after');
    await log.written();
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const kept = lines.filter((line) => line.startsWith('x')).length;
    expect(lines.slice(kept)).toEqual([`… ${40 - kept} lines were left out`, 'after']);
  });
});
