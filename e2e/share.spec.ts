import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from '@playwright/test';
import { numberedJpegs } from '../src/station/transcode/fixtures/numbered';
import { launchBrowser } from './support/browser';
import { type Child, startChild } from './support/child';
import { homeEnvironment } from './support/home';
import { nextNumbers } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { CLI } from './support/viewer';

/** Of the clip that plays the camera's part, round and round at 30 a second. */
const PICTURES = 100;
const FOLDER = path.resolve(import.meta.dirname, '../build/e2e');
/** A browser that reads it while another worker writes it has no camera. */
const CAMERA = path.join(FOLDER, `camera-${process.pid}.mjpeg`);
const VIEWPORT = { width: 640, height: 480 };

let home: string;
let station: Child;
let url: string;
let browser: Browser;
const contexts: BrowserContext[] = [];

test.beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(CAMERA, Buffer.concat(numberedJpegs(PICTURES)));
  browser = await launchBrowser('--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${CAMERA}`);
});
test.afterAll(async () => {
  await browser?.close();
  rmSync(CAMERA, { force: true });
});

test.beforeEach(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-share-'));
  station = startChild(process.execPath, [CLI, '--shell', 'none'], homeEnvironment(home));
  [, url = ''] = await station.line(/The viewer is at (\S+)/);
});
test.afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await station.stop();
  rmSync(home, { recursive: true, force: true });
});

/** A page of its own browser profile. @param isAllowed whether its person lets it have the camera */
async function open(where: string, isAllowed = true): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, permissions: isAllowed ? ['camera'] : [] });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(where);
  return page;
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Share a camera' });

/** @param page of a viewer that may choose what is shown, and so is asked first */
async function openDialog(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: 'Connect to a vehicle' }).getByRole('button', { name: 'Cancel' }).click();
  await pressForDialog(page);
}

async function pressForDialog(page: Page): Promise<void> {
  await page.keyboard.press('i');
  await expect(dialogOf(page)).toBeVisible();
}

async function share(page: Page, name: string): Promise<void> {
  await openDialog(page);
  await page.getByLabel('Name for the others').fill(name);
  await page.getByRole('button', { name: 'Start sharing' }).click();
  await expect(page.getByText(/^Sharing\. /)).toBeVisible();
}

async function shareScreen(page: Page): Promise<void> {
  await openDialog(page);
  await page.getByLabel('Picture from').selectOption('screen');
  await page.getByRole('button', { name: 'Start sharing' }).click();
  await expect(page.getByText(/^Sharing\. /)).toBeVisible();
}

/** A page beside the sharer's: one picture after the other, as the numbers in its pixels say. */
async function expectLive(page: Page): Promise<void> {
  const seen = await nextNumbers(() => frameNumber(page), 5);
  expect(
    seen.every((number) => number < PICTURES),
    `${seen}`,
  ).toBe(true);
}

test('a shared camera is seen by others as H.264, under its name, until it is stopped', async () => {
  const sharer = await open(url);
  await share(sharer, 'Bow camera');
  await expect(sharer.getByText(/H\.264 · 640×480/)).toBeVisible();
  const viewer = await open(url);
  await expectLive(viewer);
  await expect(viewer.getByRole('button', { name: 'Menu, Bow camera' })).toBeAttached();
  await sharer.getByRole('button', { name: 'Close' }).click();
  const badge = sharer.getByRole('region', { name: 'Shared camera' });
  await expect(badge).toContainText(/Sharing Bow camera, watched by \d/);
  await badge.getByRole('button', { name: 'Stop' }).click();
  await expect(viewer.getByRole('button', { name: 'Menu, No vehicle' })).toBeAttached();
  await expect(badge).toHaveCount(0);
});

test('where the browser has no encoder for H.264, the camera is shared as JPEG', async () => {
  const context = await browser.newContext({ viewport: VIEWPORT, permissions: ['camera'] });
  contexts.push(context);
  const sharer = await context.newPage();
  await sharer.addInitScript(() => Reflect.deleteProperty(window, 'VideoEncoder'));
  await sharer.goto(url);
  await share(sharer, 'Bow camera');
  await expect(sharer.getByText(/JPEG · 640×480/)).toBeVisible();
  await expectLive(await open(url));
});

test('an encoder that fails in the middle is followed by JPEG', async () => {
  const context = await browser.newContext({ viewport: VIEWPORT, permissions: ['camera'] });
  contexts.push(context);
  const sharer = await context.newPage();
  await sharer.addInitScript(() => {
    let left = 20;
    const encode = VideoEncoder.prototype.encode;
    VideoEncoder.prototype.encode = function (...args) {
      if (left-- === 0) throw new DOMException('the encoder is gone', 'OperationError');
      return encode.apply(this, args);
    };
  });
  await sharer.goto(url);
  await share(sharer, 'Bow camera');
  await expect(sharer.getByText(/JPEG · 640×480/)).toBeVisible();
  await expectLive(await open(url));
});

test('size and frame rate can be changed while others watch', async () => {
  const sharer = await open(url);
  await share(sharer, 'Bow camera');
  const viewer = await open(url);
  await expectLive(viewer);
  await sharer.getByLabel('Pictures/s').selectOption('5');
  await expect(sharer.getByText(/ · [456]\/s · /)).toBeVisible();
  await expectLive(viewer);
  // The button that starts comes in the place of the one that stops, and is not pressed by the same click.
  await sharer.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(viewer.getByRole('button', { name: 'Menu, No vehicle' })).toBeAttached();
});

test('a camera encodes no larger a picture than its tile, and all of it for who looks at it alone', async () => {
  const phones: Page[] = [];
  for (const name of ['Bow', 'Stern']) {
    const phone = await open(new URL('phone/', url).href);
    await phone.getByLabel('Name for the others').fill(name);
    await phone.getByRole('button', { name: 'Start sharing' }).click();
    await expect(phone.getByText(/H\.264 · 640×480/)).toBeVisible();
    phones.push(phone);
  }
  const viewer = await open(url);
  const bow = viewer.getByRole('button', { name: /^Bow, / });
  await expect(async () => {
    if (await bow.isHidden()) await viewer.keyboard.press('w');
    await expect(bow).toBeVisible({ timeout: 2000 });
  }).toPass();
  for (const phone of phones) await expect(phone.getByText(/H\.264 · 4\d\d×3\d\d/)).toBeVisible();
  await bow.dblclick();
  await expect(phones[0]!.getByText(/H\.264 · 640×480/)).toBeVisible();
  await expectLive(viewer);
});

test('a screen is shared', async () => {
  // The browser plays the person who chooses a screen, and the screen.
  const other = await launchBrowser('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream');
  try {
    const sharer = await other.newPage({ viewport: VIEWPORT });
    await sharer.goto(url);
    await shareScreen(sharer);
    const viewer = await open(url);
    await expect(viewer.locator('.stage[data-status=live]')).toBeVisible();
  } finally {
    await other.close();
  }
});

test('a screen on which nothing moves stays live for others', async () => {
  const context = await browser.newContext({ viewport: VIEWPORT });
  contexts.push(context);
  const sharer = await context.newPage();
  await sharer.addInitScript(() => {
    // A screen that gives one picture, and then no other.
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = 'white';
        context.fillRect(20, 20, 100, 100);
      }
      return canvas.captureStream();
    };
  });
  await sharer.goto(url);
  await shareScreen(sharer);
  const viewer = await open(url);
  await expect(viewer.locator('.stage[data-status=live]')).toBeVisible();
  await expect(sharer.getByText(/ · [123]\/s · /)).toBeVisible();
  await expect(viewer.locator('.stage[data-status=live]')).toBeVisible();
});

test('the stream ends with the page that shares it', async () => {
  const sharer = await open(url);
  await share(sharer, 'Bow camera');
  const viewer = await open(url);
  await expectLive(viewer);
  await sharer.goto('about:blank');
  await expect(viewer.getByRole('button', { name: 'Menu, No vehicle' })).toBeAttached();
});

test('the stream goes on after the station was away', async () => {
  const sharer = await open(url);
  await share(sharer, 'Bow camera');
  const { port } = new URL(url);
  await station.stop();
  await expect(sharer.getByText('Connecting to the station…')).toBeVisible();
  const again = ['--shell', 'none', '--listen', `127.0.0.1:${port}`];
  station = startChild(process.execPath, [CLI, ...again], homeEnvironment(home));
  await station.line(/The viewer is at/);
  await expect(sharer.getByText(/^Sharing\. /)).toBeVisible();
  await expectLive(await open(url));
});

test('says what to do where the camera may not be used, or is gone', async () => {
  const sharer = await open(url, false);
  await openDialog(sharer);
  await sharer.getByRole('button', { name: 'Start sharing' }).click();
  await expect(sharer.getByRole('alert')).toContainText('The camera may not be used here');
  await contexts[0]?.grantPermissions(['camera']);
  await sharer.getByRole('button', { name: 'Start sharing' }).click();
  await expect(sharer.getByText(/^Sharing\. /)).toBeVisible();
  await sharer.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('.share-preview video');
    const stream = video?.srcObject;
    if (stream instanceof MediaStream) stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
  });
  await expect(sharer.getByRole('alert')).toContainText('The camera is gone');
});

test('the dialog is done by keyboard, and leaves the keys to the page behind it', async () => {
  const sharer = await open(url);
  await openDialog(sharer);
  await sharer.getByLabel('Name for the others').focus();
  await sharer.keyboard.press('Enter');
  await expect(sharer.getByText(/^Sharing\. /)).toBeVisible();
  await sharer.keyboard.press('Escape');
  await expect(dialogOf(sharer)).toHaveCount(0);
  await sharer.keyboard.press('i');
  await expect(sharer.getByText(/^Sharing\. /)).toBeVisible();
});

test.describe('from another machine', () => {
  /** An address of this machine that is not loopback: to a browser, another machine's. */
  const address = Object.values(os.networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  test.skip(address === undefined, 'this machine has no address but loopback');

  async function gateway(...args: readonly string[]): Promise<Child> {
    await station.stop();
    const env = homeEnvironment(home);
    station = startChild(process.execPath, [CLI, 'gateway', '--listen', `${address}:0`, ...args], env);
    return station;
  }

  async function openPhone(where: string): Promise<Page> {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      permissions: ['camera'],
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 844 },
    });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(where);
    return page;
  }

  test('a phone that opens its link over HTTPS is a camera of the station', async () => {
    const { line } = await gateway('--tls');
    const [, link = ''] = await line(/a phone as a camera: (\S+)/);
    const [, watch = ''] = await line(/to watch: +(\S+)/);
    const phone = await openPhone(link);
    await expect(phone).toHaveURL(/\/phone\/$/);
    await phone.getByRole('button', { name: 'Start sharing' }).tap();
    await expect(phone.getByText(/^Sharing\. /)).toBeVisible();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: VIEWPORT });
    contexts.push(context);
    const viewer = await context.newPage();
    await viewer.goto(watch);
    await expect(viewer.getByRole('button', { name: 'Menu, Phone' })).toBeAttached();
    await expectLive(viewer);
    await phone.getByRole('button', { name: 'Stop sharing' }).tap();
    await expect(viewer.getByRole('button', { name: 'Menu, No vehicle' })).toBeAttached();
  });

  test('who may only watch is told so', async () => {
    const { line } = await gateway('--tls');
    const [, watch = ''] = await line(/to watch: +(\S+)/);
    const phone = await openPhone(watch.replace('/?', '/phone/?'));
    await phone.getByRole('button', { name: 'Start sharing' }).tap();
    await expect(phone.getByRole('alert')).toContainText('You may watch here, but not share');
  });

  test('over plain HTTP it is said why there is no camera, and what to do', async () => {
    const { line } = await gateway();
    const [, watch = ''] = await line(/to watch: +(\S+)/);
    const phone = await openPhone(watch.replace('/?', '/phone/?'));
    await expect(phone.getByRole('alert')).toContainText('--tls');
    await expect(phone.getByRole('button', { name: 'Start sharing' })).toHaveCount(0);
    const viewer = await openPhone(watch);
    await expect(viewer.getByText('No vehicle').first()).toBeVisible();
    await pressForDialog(viewer);
    await expect(viewer.getByRole('alert')).toContainText('--tls');
  });
});
