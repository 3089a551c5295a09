import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inWords } from '#core/texts/fixtures/in-words';
import { fetchElectron } from './fetch-electron';
import { electronPackageDir, findElectron } from './find-electron';

let home: string;
let packageDir: string;

const put = (path: string, text = '') => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'find-electron-'));
  packageDir = join(home, 'node_modules/electron');
  put(join(packageDir, 'package.json'), '{"version":"45.0.0"}');
});
afterEach(() => rmSync(home, { recursive: true }));

describe('findElectron', () => {
  it('takes the runtime that the package fetched', () => {
    put(join(packageDir, 'path.txt'), 'electron');
    put(join(packageDir, 'dist/electron'));
    expect(findElectron({ env: {}, platform: 'linux', packageDir })).toEqual({
      path: join(packageDir, 'dist/electron'),
    });
  });

  it('does not take one whose unpacking was cut off', () => {
    put(join(packageDir, 'dist/electron'));
    expect(findElectron({ env: {}, platform: 'linux', packageDir })).toHaveProperty('reason');
  });

  it.each([
    ['linux', 'electron'],
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ])('takes the one that ELECTRON_OVERRIDE_DIST_PATH names on %s', (platform, program) => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(home, 'mirror') };
    put(join(home, 'mirror', program));
    expect(findElectron({ env, platform, packageDir: undefined })).toEqual({ path: join(home, 'mirror', program) });
  });

  it('names ELECTRON_OVERRIDE_DIST_PATH when nothing is in it', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };
    expect(inWords(findElectron({ env, packageDir }))).toEqual({ reason: expect.stringContaining('/nowhere') });
  });

  it('finds the package from a folder below it', () => {
    mkdirSync(join(home, 'out/cli'), { recursive: true });
    expect(electronPackageDir(join(home, 'out/cli'))).toBe(packageDir);
  });
});

describe('fetchElectron', () => {
  const counting = 'require("fs").appendFileSync(__dirname + "/attempts", "x");';
  const attempts = async () => (await import('node:fs')).readFileSync(join(packageDir, 'attempts'), 'utf8').length;
  const fetch = (now = 0) =>
    fetchElectron({ env: { PATH: process.env.PATH }, packageDir, cacheDir: join(home, 'cache'), now: () => now });

  it('hands back what the installer brought', async () => {
    const program = findElectronProgram();
    put(
      join(packageDir, 'install.js'),
      `const fs = require('fs'); const path = require('path'); const file = path.join(__dirname, 'dist', ${JSON.stringify(program)});
       fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, ''); fs.writeFileSync(path.join(__dirname, 'path.txt'), 'x');`,
    );
    expect(await fetch()).toEqual({ path: join(packageDir, 'dist', program) });
  });

  it('tries once a day, not at every start', async () => {
    put(join(packageDir, 'install.js'), `${counting} process.exit(1)`);
    expect(await fetch(0)).toHaveProperty('reason');
    expect(await fetch(1000)).toHaveProperty('reason');
    expect(await attempts()).toBe(1);
    await fetch(25 * 3600 * 1000);
    expect(await attempts()).toBe(2);
  });

  it('gives up on an installer that hangs', async () => {
    put(join(packageDir, 'install.js'), 'setInterval(() => {}, 1000)');
    const result = await fetchElectron({ env: {}, packageDir, cacheDir: join(home, 'cache'), timeoutMs: 50 });
    expect(result).toHaveProperty('reason');
  });

  it('fetches nothing over a folder that was chosen by hand', async () => {
    put(join(packageDir, 'install.js'), counting);
    const env = { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };
    await fetchElectron({ env, packageDir, cacheDir: join(home, 'cache') });
    await expect(attempts()).rejects.toThrow('ENOENT');
  });
});

function findElectronProgram(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
