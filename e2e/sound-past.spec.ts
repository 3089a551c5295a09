import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { apartMs, loudness, markedClip, markedFilm, pushCamera, tapSpeakers, toneMicrophone } from './support/sound';
import { expect, test } from './support/test';
import { waitForPast } from './support/timeline';
import { openViewer } from './support/viewer';

test.use({ heavy: true });

const TONE_HZ = 1000;

const closing: (() => Promise<unknown> | unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A viewer that looks at a camera with a microphone, and has its sound on. */
async function listen(project: string, marked: boolean) {
  const viewer = await openViewer(project, []);
  closing.push(() => viewer.close());
  const { page } = viewer;
  await page.addInitScript(tapSpeakers);
  await page.reload();
  const microphone = toneMicrophone(TONE_HZ, { marked });
  closing.push(pushCamera(page, { id: 'camera', units: markedClip(), microphone }));
  await expect(page.locator('video')).toBeVisible();
  await waitForPast(page, 3);
  await page.keyboard.press('v');
  return viewer;
}

test('the past is heard at the rate of real time, and at no other', async ({}, { project }) => {
  const { page, errors } = await listen(project.name, false);
  const isHeard = async () => ((await loudness(page, [TONE_HZ]))[0] ?? -200) > -40;
  await expect.poll(isHeard).toBe(true);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.status')).toContainText('Rewound');
  await expect.poll(isHeard).toBe(true);
  await page.keyboard.press('-');
  await expect.poll(isHeard).toBe(false);
  await page.keyboard.press('+');
  await expect.poll(isHeard).toBe(true);
  await page.keyboard.press('Space');
  await expect.poll(isHeard).toBe(false);
  await page.keyboard.press('End');
  await expect.poll(isHeard).toBe(true);
  expect(errors).toEqual([]);
});

test('a tone of the past is heard with the picture that it belongs to', async ({}, { project }) => {
  test.setTimeout(300_000);
  const { page } = await listen(project.name, true);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.status')).toContainText('Rewound');
  await expect
    .poll(async () => Math.abs(await apartMs(page, TONE_HZ)), { timeout: 240_000, intervals: [0] })
    .toBeLessThan(40);
  await expect(page.locator('.status')).toContainText('Rewound');
});

test('a tone of a film is heard with the picture that it belongs to', async ({}, { project }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-film-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const viewer = await openViewer(project.name, ['play', markedFilm(folder, TONE_HZ)]);
  closing.push(() => viewer.close());
  const { page, errors } = viewer;
  await page.addInitScript(tapSpeakers);
  await page.reload();
  await expect(page.locator('video')).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByText('This stream has no sound.')).toBeHidden();
  // How exactly it is in step is the business of the tests of live sound; here, that it is of the right moment.
  await expect
    .poll(async () => Math.abs(await apartMs(page, TONE_HZ)), { timeout: 80_000, intervals: [0] })
    .toBeLessThan(100);
  expect(errors).toEqual([]);
});
