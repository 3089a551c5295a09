import { describe, expect, it } from 'vitest';
import { findBrowser } from './find-browser';

const only =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('findBrowser', () => {
  it('prefers GROUNDGLASS_BROWSER to what is installed', () => {
    const found = findBrowser(
      { GROUNDGLASS_BROWSER: '/opt/my-chrome' },
      'linux',
      only('/opt/my-chrome', '/usr/bin/chromium'),
    );
    expect(found).toEqual({ path: '/opt/my-chrome', name: 'Chrome' });
  });

  it('does not hide a wrong GROUNDGLASS_BROWSER behind another browser', () => {
    expect(findBrowser({ GROUNDGLASS_BROWSER: '/nowhere' }, 'linux', only('/usr/bin/chromium'))).toBeUndefined();
  });

  it('takes an empty GROUNDGLASS_BROWSER as not set', () => {
    expect(findBrowser({ GROUNDGLASS_BROWSER: '' }, 'linux', only('/usr/bin/chromium'))?.name).toBe('Chromium');
  });

  it.each([
    ['/usr/bin/chromium', 'Chromium'],
    ['/usr/bin/google-chrome-stable', 'Chrome'],
    ['/usr/bin/microsoft-edge', 'Edge'],
    ['/home/pilot/bin/google-chrome', 'Chrome'],
    ['/snap/bin/chromium', 'Chromium'],
  ])('finds %s on Linux', (path, name) => {
    expect(findBrowser({ PATH: '/usr/local/bin:/home/pilot/bin' }, 'linux', only(path))).toEqual({ path, name });
  });

  it.each([
    ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'Chrome'],
    ['/Users/pilot/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge', 'Edge'],
  ])('finds %s on macOS', (path, name) => {
    expect(findBrowser({ HOME: '/Users/pilot' }, 'darwin', only(path))).toEqual({ path, name });
  });

  it.each([
    ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'Chrome'],
    ['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe', 'Edge'],
  ])('finds %s on Windows', (path, name) => {
    const env = { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' };
    expect(findBrowser(env, 'win32', only(path))).toEqual({ path, name });
  });

  it('finds nothing where nothing is installed', () => {
    for (const platform of ['linux', 'darwin', 'win32']) expect(findBrowser({}, platform, only())).toBeUndefined();
  });
});
