import type { AccessUnit } from '../src/core/media/access-unit';
import { aacPackets } from '../src/station/transcode/fixtures/sound';
import {
  apartMs,
  impurity,
  loudness,
  type Microphone,
  markedClip,
  pushCamera,
  tapSpeakers,
  toneMicrophone,
} from './support/sound';
import { expect, type Page, test } from './support/test';
import { givesPictures } from './support/tiles';
import { type OpenViewer, openViewer } from './support/viewer';

test.use({ heavy: true });

const TONE_HZ = 1000;
const OTHER_HZ = 1500;

let units: AccessUnit[];
test.beforeAll(() => {
  units = markedClip();
});

const closing: (() => Promise<unknown> | unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A viewer whose sound can be measured, with nothing to be heard yet. */
async function open(project: string, args: readonly string[] = []): Promise<OpenViewer> {
  const viewer = await openViewer(project, args);
  closing.push(() => viewer.close());
  await viewer.page.addInitScript(tapSpeakers);
  await viewer.page.reload();
  return viewer;
}

function push(page: Page, id: string, microphone: Microphone): void {
  closing.push(pushCamera(page, { id, units, microphone }));
}

/** Switches the sound on, as a person does. */
async function switchOn(page: Page): Promise<void> {
  await expect(page.locator('video').first()).toBeVisible();
  // On a busy machine a picture stands before the page hears keys.
  await expect(async () => {
    if (!(await bar(page).isVisible())) await page.keyboard.press('v');
    await expect(bar(page)).toBeVisible({ timeout: 3000 });
  }).toPass();
}

const bar = (page: Page) => page.getByRole('region', { name: 'Sound' });
/** Whether each tone is heard: silence, and what an analyser makes of another tone, is far below. */
const heard = async (page: Page) => (await loudness(page, [TONE_HZ, OTHER_HZ])).map((decibels) => decibels > -40);

test('a tone is heard with the picture that it belongs to, once a person asks for sound', async ({}, { project }) => {
  test.setTimeout(300_000);
  const viewer = await open(project.name);
  const { page } = viewer;
  push(page, 'camera', toneMicrophone(TONE_HZ, { marked: true }));
  await expect(page.locator('video')).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { taps: unknown[] }).taps.length)).toBe(0);
  await switchOn(page);
  // The measure of being in step: a person hears no more than that. A machine that is busy with other things gives pieces
  // late, and the sound waits for them; it comes back into step by itself.
  await expect
    .poll(async () => Math.abs(await apartMs(page, TONE_HZ)), { timeout: 240_000, intervals: [0] })
    .toBeLessThan(40);

  await page.getByRole('button', { name: 'Mute' }).click();
  await expect(page.getByText('Muted.')).toBeVisible();
  await page.keyboard.press('v');
  await expect(bar(page)).toBeHidden();
  expect(viewer.errors).toEqual([]);
});

test('of two tiles one is heard, or both, as it was left; and a tone is pure', async ({}, { project }) => {
  const viewer = await open(project.name);
  const { page } = viewer;
  push(page, 'camera', toneMicrophone(TONE_HZ));
  await switchOn(page);
  await expect.poll(() => heard(page)).toEqual([true, false]);
  // Pieces join without a seam. What a busy machine gives late leaves gaps, so not every look must find a pure one.
  await expect.poll(() => impurity(page, TONE_HZ), { intervals: [200] }).toBeLessThan(0.02);

  push(page, 'other', toneMicrophone(OTHER_HZ));
  await expect(async () => {
    // Refused while there is one stream alone.
    await page.keyboard.press('w');
    await expect(page.getByRole('button', { name: givesPictures('other') })).toBeVisible({ timeout: 3000 });
  }).toPass();
  await expect.poll(() => heard(page)).toEqual([true, false]);
  await page.getByRole('checkbox', { name: 'All tiles' }).check();
  await expect.poll(() => heard(page)).toEqual([true, true]);

  const volume = page.getByRole('slider', { name: 'Volume' });
  const level = page.getByRole('meter', { name: 'Level' });
  await expect.poll(() => level.evaluate((meter: HTMLMeterElement) => meter.value)).toBeGreaterThan(0.3);
  await volume.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => level.evaluate((meter: HTMLMeterElement) => meter.value)).toBe(0);
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
  await expect(volume).toHaveValue('5');

  await page.reload();
  await switchOn(page);
  await expect(volume).toHaveValue('5');
  await expect(page.getByRole('checkbox', { name: 'All tiles' })).toBeChecked();
  await volume.focus();
  await page.keyboard.press('End');
  await expect.poll(() => heard(page)).toEqual([true, true]);
  expect(viewer.errors).toEqual([]);
});

/** Packets of AAC, round and round. */
function aacMicrophone(): Microphone {
  const packets = aacPackets(`aevalsrc='0.5*sin(2*PI*${TONE_HZ}*t)':s=48000:d=2`);
  return { pieceMs: 1024 / 48, piece: (n) => packets[n % packets.length]! };
}

for (const decoder of ['no decoder at all', 'a decoder']) {
  test(`AAC is heard in a page with ${decoder}`, async ({}, { project }) => {
    const viewer = await open(project.name);
    const { page } = viewer;
    if (decoder !== 'a decoder') {
      await page.addInitScript(() => Object.assign(window, { AudioDecoder: undefined }));
      await page.reload();
    }
    push(page, 'camera', aacMicrophone());
    await switchOn(page);
    await expect.poll(() => heard(page)).toEqual([true, false]);
    await viewer.resize(1100, 900);
    await page.keyboard.press('s');
    await expect(page.getByText(decoder === 'a decoder' ? /^aac 48 kHz, / : /^aac 48 kHz by ffmpeg, /)).toBeVisible();
    expect(viewer.errors).toEqual([]);
  });
}

test('AAC that nobody can decode is told of, with what to install', async ({}, { project }) => {
  const { page } = await open(project.name, ['--ffmpeg', '/nowhere/ffmpeg']);
  await page.addInitScript(() => Object.assign(window, { AudioDecoder: undefined }));
  await page.reload();
  push(page, 'camera', aacMicrophone());
  await switchOn(page);
  await expect(page.getByText(/This page does not decode AAC/)).toContainText('install it');
});
