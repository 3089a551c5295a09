import { describe, expect, it } from 'vitest';
import { type BrowserWindow, browserArguments } from './browser-arguments';

const plain: BrowserWindow = {
  url: 'http://127.0.0.1:4100/?token=abc',
  profileDir: '/tmp/profile',
  borderless: false,
  fullscreen: false,
};
const geometry = { width: 640, height: 480, x: 10, y: -20 };

describe('browserArguments', () => {
  it('opens the address as an app window with a profile of its own', () => {
    const args = browserArguments(plain, false);
    expect(args).toContain('--app=http://127.0.0.1:4100/?token=abc');
    expect(args).toContain('--user-data-dir=/tmp/profile');
  });

  it('keeps the sandbox unless told otherwise', () => {
    expect(browserArguments(plain, false)).not.toContain('--no-sandbox');
    expect(browserArguments(plain, true)).toContain('--no-sandbox');
  });

  it('trusts the very key of our own gateway, and no other', () => {
    const args = browserArguments({ ...plain, pin: 'abc=' }, false);
    expect(args).toContain('--ignore-certificate-errors-spki-list=abc=');
    expect(browserArguments(plain, false).join(' ')).not.toContain('ignore-certificate');
    expect(args).not.toContain('--ignore-certificate-errors');
  });

  it('places a window', () => {
    const args = browserArguments({ ...plain, geometry }, false);
    expect(args).toEqual(expect.arrayContaining(['--window-size=640,480', '--window-position=10,-20']));
    expect(args).not.toContain('--kiosk');
  });

  it('tells the page of a borderless window where on the screen the picture stands', () => {
    const args = browserArguments({ ...plain, geometry: { ...geometry, y: 0 }, borderless: true }, false);
    expect(args).toContain('--app=http://127.0.0.1:4100/?token=abc&stage=640x480+10+0');
    expect(args).toEqual(expect.arrayContaining(['--kiosk', '--window-size=640,480', '--force-device-scale-factor=1']));
  });

  it('lets full screen win over a geometry', () => {
    const args = browserArguments({ ...plain, geometry, fullscreen: true }, false);
    expect(args).toContain('--start-fullscreen');
    expect(args.join(' ')).not.toContain('--window-size');
  });

  it('never throttles a live picture', () => {
    expect(browserArguments(plain, false)).toEqual(
      expect.arrayContaining([
        '--disable-background-timer-throttling',
        '--disable-renderer-backgrounding',
        '--disable-backgrounding-occluded-windows',
      ]),
    );
  });
});
