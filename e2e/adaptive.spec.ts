import { freePort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { numberedClipFile, smallClipFile } from './support/clip';
import { nextNumbers } from './support/numbers';
import { numberOn } from './support/screen';
import { expect, type Page, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let senders: Child[] = [];
test.afterEach(async () => {
  await Promise.all(senders.map((sender) => sender.stop()));
  senders = [];
  await viewer?.close();
});

async function startSender(line: RegExp, ...args: readonly string[]): Promise<Child> {
  const sender = startChild(process.execPath, [CLI, 'simulate', ...args, '--clip', numberedClipFile()]);
  senders.push(sender);
  await sender.line(line);
  return sender;
}

const tile = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) });

/** How wide a tile's picture is as it comes, in its own pixels. */
const pictureWidth = (page: Page, name: string) =>
  page
    .locator('.tile', { has: tile(page, name) })
    .locator('video')
    .evaluate((video: HTMLVideoElement) => video.videoWidth);

async function expectLive(page: Page, name: string): Promise<void> {
  await nextNumbers(() => numberOn(tile(page, name)), 3);
}

async function showWall(page: Page, ...names: readonly string[]): Promise<void> {
  await expect(async () => {
    if (await tile(page, names[0]!).isHidden()) await page.keyboard.press('w');
    for (const name of names) await expect(tile(page, name)).toBeVisible({ timeout: 2000 });
  }).toPass();
}

test('a phone is asked for no larger a picture than its tile, and for all of it when it stands alone', async ({}, {
  project,
}) => {
  const port = await freePort();
  viewer = await openViewer(project.name, [
    ...['--remote-camera-port', String(port), '--remote-camera-listen', '127.0.0.1', '--remote-camera-accept-new'],
  ]);
  const { page, errors } = viewer;
  const phone = (id: string) =>
    startSender(/^sends to/, ...['phone', '--port', String(port), '--source-id', id, '--name', id]);
  const ann = await phone('Ann');
  await phone('Ben');
  await showWall(page, 'Ann', 'Ben');
  // A busy machine is given fewer bits besides.
  await ann.line(/^encodes within 480x\d+,/);
  await expect.poll(() => pictureWidth(page, 'Ann')).toBeLessThan(500);
  await expectLive(page, 'Ann');
  await tile(page, 'Ann').dblclick();
  await ann.line(/^encodes (?!within)/);
  await expect(page.locator('video')).toHaveCount(1);
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(640);
  expect(errors).toEqual([]);
});

test('a dash cam gives its sub stream to a small tile, and its main stream to a recording', async ({}, { project }) => {
  const port = await freePort();
  viewer = await openViewer(project.name, [
    ...['--jt', '--jt-accept-new', '--jt-port', String(port), '--jt-udp-port', '0', '--jt-playback-port', '0'],
  ]);
  const { page } = viewer;
  await startSender(
    /is let in/,
    ...['dashcam', '--port', String(port), '--phone', '13800000001', '--channels', '2', '--sub-clip', smallClipFile()],
  );
  const [first, second] = ['沪A00001 camera 1', '沪A00001 camera 2'];
  await showWall(page, first, second);
  await expect.poll(() => pictureWidth(page, first)).toBe(320);
  await expect.poll(() => pictureWidth(page, second)).toBe(320);
  await expectLive(page, first);
  await tile(page, first).focus();
  await page.keyboard.press('r');
  await expect.poll(() => pictureWidth(page, first)).toBe(640);
  expect(await pictureWidth(page, second)).toBe(320);
});
