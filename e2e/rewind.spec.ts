import { freePort } from '../src/station/fixtures/free-port';
import type { Child } from './support/child';
import { CLIP_PICTURES, numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { apart, expectMoving, shownNumber, stillNumber } from './support/numbers';
import { frameNumber, numberOn } from './support/screen';
import { expect, type Page, test } from './support/test';
import { givesPictures } from './support/tiles';
import { clickTimeline, pauseASecondBack, pointAtTimeline, slider, waitForPast } from './support/timeline';
import { type OpenViewer, openViewer } from './support/viewer';

test.use({ heavy: true });

let clip: string;
test.beforeAll(() => {
  clip = numberedClipFile();
});

let hosts: Child[] = [];
let viewer: OpenViewer;
test.afterEach(async () => {
  await viewer?.close();
  await Promise.all(hosts.map((host) => host.stop()));
  hosts = [];
});

/** Starts vehicles and shows them; the strip is read from the middle, which no instrument and no timeline covers. */
async function view(project: string, names: readonly string[], extra: readonly string[] = []): Promise<Page> {
  const sources: string[] = [];
  for (const name of names) {
    const [videoPort, telemetryPort] = [await freePort(), await freePort()];
    hosts.push(await SIMULATOR.start({ clip, videoPort, telemetryPort }));
    sources.push('--source', `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=${name}`);
  }
  viewer = await openViewer(project, [...sources, ...extra]);
  return viewer.page;
}

const status = (page: Page) => page.locator('.status');
const live = (page: Page) => page.getByRole('button', { name: 'Live', exact: true });

/** How far behind live the slider says it is, in seconds; 0 is live. */
async function behind(page: Page): Promise<number> {
  const words = (await slider(page).getAttribute('aria-valuetext')) ?? '';
  const [, minutes, seconds] = /^(\d+):(\d\d) behind/.exec(words) ?? [];
  return minutes === undefined ? 0 : Number(minutes) * 60 + Number(seconds);
}

/** So many pictures before one: the clip is played in a ring. */
const before = (steps: number, number: number) => apart(steps, number, CLIP_PICTURES);

test('pauses, steps exactly one picture back and on, and comes back to what is live', async ({}, { project }) => {
  const page = await view(project.name, ['Rover']);
  await waitForPast(page, 4);
  const paused = await pauseASecondBack(page, () => frameNumber(page), CLIP_PICTURES);
  await expect(status(page)).toContainText('Rewound 0:0');
  for (let step = 1; step <= 35; step++) {
    await page.keyboard.press(',');
    await expect.poll(() => frameNumber(page)).toBe(before(step, paused));
  }
  for (let step = 34; step >= 30; step--) {
    await page.keyboard.press('.');
    await expect.poll(() => frameNumber(page)).toBe(before(step, paused));
  }
  await page.keyboard.press('Space');
  await expectMoving(() => frameNumber(page));
  await expect(status(page)).toContainText('Rewound');
  await page.keyboard.press('End');
  await expect(status(page)).toHaveCount(0);
  await expectMoving(() => frameNumber(page));
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'Live');
  expect(viewer.errors).toEqual([]);
});

test('rewinds, plays fast and slow, and is live when it has caught up', async ({}, { project }) => {
  const page = await view(project.name, ['Rover']);
  await waitForPast(page, 8);
  await page.keyboard.press('ArrowLeft');
  await expect(status(page)).toContainText('Rewound 0:0');
  await expect.poll(() => behind(page)).toBeGreaterThanOrEqual(4);
  await expectMoving(() => frameNumber(page));
  await page.keyboard.press('Home');
  await expect.poll(() => behind(page)).toBeGreaterThanOrEqual(7);
  for (let press = 0; press < 3; press++) await page.keyboard.press('+');
  await expect(page.getByRole('status', { name: 'Speed' })).toHaveText('×8');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'Live');
  await expect(status(page)).toHaveCount(0);
  await expectMoving(() => frameNumber(page));
});

test('goes where the mouse drags it, and shows marks where they were set', async ({}, { project }) => {
  const page = await view(project.name, ['Rover']);
  await waitForPast(page, 6);
  await page.mouse.move(320, 400);
  await page.keyboard.press('m');
  await expect(page.locator('.timeline-mark')).toHaveCount(1);
  const box = (await slider(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const y = box.y + box.height / 2;
  await page.keyboard.press('Space');
  await stillNumber(() => frameNumber(page));
  await pointAtTimeline(page, 0.9);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, y, { steps: 5 });
  await page.mouse.up();
  await stillNumber(() => frameNumber(page));
  await expect.poll(() => behind(page)).toBeGreaterThanOrEqual(2);
  const position = async () => Number(await slider(page).getAttribute('aria-valuenow'));
  const before = await position();
  await clickTimeline(page, 0.05);
  await expect.poll(position).toBeLessThan(before);
  await expect.poll(() => behind(page)).toBeGreaterThanOrEqual(4);
  await page.getByRole('button', { name: 'Back to live' }).click();
  await expect(live(page)).toBeVisible();
  await expectMoving(() => frameNumber(page));
});

test('takes what is played back for no live value', async ({}, { project }) => {
  const page = await view(project.name, ['Rover']);
  await viewer.resize(1280, 960);
  await waitForPast(page, 3);
  const latency = page.getByRole('img', { name: /latency/i });
  await expect(latency).toHaveAttribute('aria-label', /\d+ ms/);
  await page.keyboard.press('ArrowLeft');
  await expect(status(page)).toContainText('Rewound');
  await expect(latency).not.toHaveAttribute('aria-label', /\d+ ms/);
  await expect(page.getByRole('img', { name: /heading|yaw/i })).toHaveAttribute('aria-label', /\d/);
  await page.keyboard.press('End');
  await expect(latency).toHaveAttribute('aria-label', /\d+ ms/);
});

test('looks back at all pictures of a wall in step', async ({}, { project }) => {
  const page = await view(project.name, ['North', 'South']);
  await viewer.resize(1280, 560);
  const tile = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) });
  const number = (name: string) => numberOn(tile(name));
  await expect(tile('South')).toHaveAccessibleName(givesPictures('South'));
  await waitForPast(page, 6);
  const north = await pauseASecondBack(page, () => number('North'), CLIP_PICTURES);
  const south = await stillNumber(() => number('South'));
  for (const name of ['North', 'South']) await expect(tile(name)).toHaveAccessibleName(new RegExp(`${name}, Rewound`));
  for (let step = 1; step <= 30; step++) {
    await page.keyboard.press(',');
    await expect.poll(() => number('North')).toBe(before(step, north));
  }
  // The other shows its own picture of that moment. Both are in step by time: how many pictures lie in it differs by how they
  // came, which on a busy machine is by several at once.
  await expect.poll(async () => Math.abs(before((await number('South')) ?? Number.NaN, south) - 30)).toBeLessThan(15);
  await page.keyboard.press('End');
  for (const name of ['North', 'South']) await expect(tile(name)).toHaveAccessibleName(givesPictures(name));
});

test('says so where nothing can be rewound, and leaves nothing behind', async ({}, { project }) => {
  const page = await view(project.name, ['Rover'], ['--rewind-minutes', '0']);
  await shownNumber(() => frameNumber(page));
  await expect(page.getByText('Rewind is switched off')).toBeAttached();
  await expect(slider(page)).toHaveCount(0);
  expect(viewer.temporaryFiles().filter((name) => name.startsWith('groundglass-rewind-'))).toEqual([]);
});
