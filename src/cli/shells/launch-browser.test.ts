import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserLaunch, launchBrowserShell } from './launch-browser';

let folder: string;
let launch: BrowserLaunch;

/** Stands in for the browser: writes down who runs it, with which home and arguments. */
const STAND_IN = '#!/bin/sh\necho "$(id -u) $HOME $*" > "$(dirname "$0")/seen"\n';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundglass-launch-'));
  chmodSync(folder, 0o777);
  writeFileSync(join(folder, 'browser'), STAND_IN, { mode: 0o755 });
  launch = {
    browser: { path: join(folder, 'browser'), name: 'Chromium' },
    url: 'http://127.0.0.1:1/',
    profileDir: folder,
    borderless: false,
    fullscreen: false,
    env: { PATH: process.env.PATH, HOME: '/home' },
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

async function seen(extra: NodeJS.ProcessEnv = {}): Promise<string[]> {
  await once(launchBrowserShell({ ...launch, env: { ...launch.env, ...extra } }), 'exit');
  return readFileSync(join(folder, 'seen'), 'utf8').trim().split(' ');
}

describe.runIf(process.platform !== 'win32')('a launched browser', () => {
  const isRoot = process.getuid?.() === 0;

  it('is never run by root with its sandbox on', async () => {
    const [uid, home, ...args] = await seen();
    expect(uid).toBe(isRoot ? '65534' : String(process.getuid?.()));
    expect(home).toBe(isRoot ? folder : '/home');
    expect(args).not.toContain('--no-sandbox');
  });

  it('does without its sandbox where ELECTRON_DISABLE_SANDBOX says so, and nowhere else', async () => {
    const [uid, , ...args] = await seen({ ELECTRON_DISABLE_SANDBOX: '1' });
    expect(uid).toBe(String(process.getuid?.()));
    expect(args).toContain('--no-sandbox');
  });

  it('that cannot be started is an error of its process', async () => {
    const gone = { path: '/nowhere/chromium', name: 'Chromium' } as const;
    const [error] = await once(launchBrowserShell({ ...launch, browser: gone }), 'error');
    expect(error).toMatchObject({ code: 'ENOENT' });
  });
});
