import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type BrowserLaunch, launchBrowserShell } from './launch-browser';

const launch: BrowserLaunch = {
  browser: { path: process.execPath, name: 'Chromium' },
  url: 'http://127.0.0.1:1/',
  profileDir: '/nowhere',
  borderless: false,
  fullscreen: false,
  env: {},
};

describe('launchBrowserShell', () => {
  it('says why it does not start a browser as root', () => {
    expect(launchBrowserShell({ ...launch, userId: 0 })).toEqual({
      reason: 'Chromium does not start as root. Run groundglass as an ordinary user.',
    });
  });

  it('starts as root where the sandbox was turned off, and hands back the process', async () => {
    const launched = launchBrowserShell({ ...launch, userId: 0, env: { ELECTRON_DISABLE_SANDBOX: '1' } });
    if (!('process' in launched)) throw new Error(launched.reason);
    // Node stands in for the browser: it refuses the unknown option and ends.
    const [code] = await once(launched.process, 'exit');
    expect(code).toBe(9);
  });

  it('reports a browser that cannot be started as an error of its process', async () => {
    const gone = { path: '/nowhere/chromium', name: 'Chromium' } as const;
    const launched = launchBrowserShell({ ...launch, browser: gone, userId: 1000 });
    if (!('process' in launched)) throw new Error(launched.reason);
    const [error] = await once(launched.process, 'error');
    expect(error).toMatchObject({ code: 'ENOENT' });
  });

  it('takes a system without user ids for an ordinary user', () => {
    const launched = launchBrowserShell({ ...launch, userId: undefined });
    if (!('process' in launched)) throw new Error(launched.reason);
    launched.process.kill();
  });
});
