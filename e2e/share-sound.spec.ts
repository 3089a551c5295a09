import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from '@playwright/test';
import { launchBrowser } from './support/browser';
import { type Child, startChild } from './support/child';
import { homeEnvironment } from './support/home';
import { tapSpeakers } from './support/sound';
import { expect, type Page, test } from './support/test';
import { loudestHz, writeToneFile } from './support/tone';
import { CLI } from './support/viewer';

test.use({ heavy: true });

const TONE_HZ = 700;
const FOLDER = path.resolve(import.meta.dirname, '../build/e2e');
const MICROPHONE = path.join(FOLDER, `microphone-${process.pid}.wav`);
const VIEWPORT = { width: 640, height: 480 };

let home: string;
let station: Child;
let url: string;
let browser: Browser;
const contexts: BrowserContext[] = [];

test.beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  writeToneFile(MICROPHONE, TONE_HZ);
  browser = await launchBrowser(
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${MICROPHONE}`,
    '--autoplay-policy=no-user-gesture-required',
  );
});
test.afterAll(async () => {
  await browser?.close();
  rmSync(MICROPHONE, { force: true });
});

test.beforeEach(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-share-sound-'));
  const args = ['--shell', 'none', '--recordings', path.join(home, 'recordings')];
  station = startChild(process.execPath, [CLI, ...args], homeEnvironment(home));
  [, url = ''] = await station.line(/The viewer is at (\S+)/);
});
test.afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await station.stop();
  rmSync(home, { recursive: true, force: true });
});

async function open(where: string, permissions: string[], script?: () => void): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, permissions });
  contexts.push(context);
  const page = await context.newPage();
  if (script) await page.addInitScript(script);
  await page.goto(where);
  return page;
}

/** Shares a camera from the page for phones. */
async function share(permissions: string[], script?: () => void): Promise<Page> {
  const page = await open(new URL('phone/', url).href, permissions, script);
  await page.getByRole('button', { name: 'Start sharing' }).click();
  await expect(page.getByText(/^Sharing\. /)).toBeVisible();
  return page;
}

const microphone = (page: Page) => page.getByRole('group', { name: 'Microphone' });

async function listen(): Promise<Page> {
  const viewer = await open(url, [], tapSpeakers);
  await expect(viewer.locator('.stage[data-status=live]')).toBeVisible();
  await viewer.keyboard.press('v');
  await expect(viewer.getByRole('region', { name: 'Sound' })).toBeVisible();
  return viewer;
}

const isTone = (hz: number) => Math.abs(hz - TONE_HZ) < 20;

test('a microphone is heard once its person switches it on, not while it is muted, and is recorded', async () => {
  const phone = await share(['camera', 'microphone']);
  const viewer = await listen();
  await expect(microphone(phone)).toContainText('Off. Nobody hears anything.');
  await expect(viewer.getByText('This stream has no sound.')).toBeVisible();
  expect(await loudestHz(viewer)).toBe(0);

  await microphone(phone).getByRole('button', { name: 'Switch on' }).click();
  await expect(microphone(phone)).toContainText('On. Viewers may hear it.');
  await expect.poll(async () => isTone(await loudestHz(viewer))).toBe(true);

  await viewer.keyboard.press('r');
  // It begins with a key picture.
  await expect(viewer.locator('.rec')).toContainText(/REC \d\d:\d\d/);
  await microphone(phone).getByRole('button', { name: 'Mute' }).click();
  await expect.poll(() => loudestHz(viewer)).toBe(0);
  // For longer than sound may be behind its picture.
  const mutedMs = await viewer.evaluate(() => performance.now());
  await viewer.waitForFunction((ms) => performance.now() - ms > 1500, mutedMs);
  await microphone(phone).getByRole('button', { name: 'Unmute' }).click();
  await expect.poll(async () => isTone(await loudestHz(viewer))).toBe(true);
  await viewer.keyboard.press('r');
  const recorded = () => {
    const folder = path.join(home, 'recordings');
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
    const file = names.find((name) => name.endsWith('.mp4'));
    if (!file) return '';
    return execFileSync('ffprobe', [
      ...['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', path.join(folder, file)],
    ]).toString();
  };
  await expect.poll(recorded).toContain('opus');

  await microphone(phone).getByRole('button', { name: 'Switch off' }).click();
  await expect.poll(() => loudestHz(viewer)).toBe(0);
});

test('a browser that encodes no Opus sends samples as they are', async () => {
  const phone = await share(['camera', 'microphone'], () => Reflect.deleteProperty(window, 'AudioEncoder'));
  await microphone(phone).getByRole('button', { name: 'Switch on' }).click();
  const viewer = await listen();
  await expect.poll(async () => isTone(await loudestHz(viewer))).toBe(true);
});

test('says what to do where the microphone may not be used, and the picture goes on', async () => {
  const phone = await share(['camera']);
  await microphone(phone).getByRole('button', { name: 'Switch on' }).click();
  await expect(phone.getByRole('alert')).toContainText('The microphone may not be used here');
  await expect(phone.getByText(/^Sharing\. /)).toBeVisible();
});
