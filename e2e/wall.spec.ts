import { freePort } from '../src/station/fixtures/free-port';
import type { Child } from './support/child';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { expectMoving, shownNumber } from './support/numbers';
import { brightPixels, numberOn, stripNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { givesPictures } from './support/tiles';
import { type OpenViewer, openViewer } from './support/viewer';

test.use({ heavy: true });

const NAMES = ['North', 'East', 'South', 'West'] as const;

let clip: string;
test.beforeAll(() => {
  clip = numberedClipFile();
});

let hosts: Child[] = [];
let viewer: OpenViewer;

/** Starts four vehicles and shows all of them. */
async function viewFour(project: string): Promise<Page> {
  const sources: string[] = [];
  for (const name of NAMES) {
    const videoPort = await freePort();
    const telemetryPort = await freePort();
    hosts.push(await SIMULATOR.start({ clip, videoPort, telemetryPort }));
    sources.push('--source', `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=${name}`);
  }
  viewer = await openViewer(project, sources);
  await viewer.resize(1280, 960);
  // Electron keeps how a wall was left.
  await viewer.page.evaluate(() => localStorage.removeItem('groundglass.wall'));
  await viewer.page.reload();
  await expect(tile(viewer.page, 'West')).toBeVisible();
  return viewer.page;
}

test.afterEach(async () => {
  await viewer?.close();
  await Promise.all(hosts.map((host) => host.stop()));
  hosts = [];
});

const tile = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) });

/** Two different numbers, one after the other. */
async function expectTileLive(page: Page, name: string): Promise<void> {
  await expect(tile(page, name)).toHaveAccessibleName(givesPictures(name));
  await expectMoving(() => numberOn(tile(page, name)));
}

/** Where the tiles stand, in reading order. */
async function order(page: Page): Promise<string[]> {
  const tiles = await Promise.all(NAMES.map(async (name) => ({ name, box: await tile(page, name).boundingBox() })));
  return tiles
    .sort((a, b) => (a.box?.y ?? 0) - (b.box?.y ?? 0) || (a.box?.x ?? 0) - (b.box?.x ?? 0))
    .map(({ name }) => name);
}

/** Which streams the page asks the station for, from here on, told by its own messages. */
function asked(page: Page): string[] {
  const messages: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const { type, stream } = JSON.parse(String(payload)) as { type: string; stream?: string };
      if (type === 'subscribe' || type === 'unsubscribe') messages.push(`${type} ${stream}`);
    }),
  );
  return messages;
}

test('shows four streams live, and one that dies as stale while the others live', async ({}, { project }) => {
  const page = await viewFour(project.name);
  for (const name of NAMES) await expectTileLive(page, name);
  await hosts[2]?.stop();
  await expect(tile(page, 'South')).toHaveAccessibleName(/^South, Stale, \d+/);
  for (const name of ['North', 'East', 'West']) await expectTileLive(page, name);
  expect(viewer.errors).toEqual([]);
});

test('does everything by keyboard', async ({}, { project }) => {
  const page = await viewFour(project.name);
  // The first is chosen from the beginning, and has no focus yet.
  await page.keyboard.press('1');
  await expect(tile(page, 'North')).toBeFocused();
  await page.keyboard.press('4');
  await expect(tile(page, 'West')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(tile(page, 'South')).toBeFocused();
  await page.keyboard.press('Control+ArrowUp');
  await expect.poll(() => order(page)).toEqual(['South', 'North', 'East', 'West']);
  await expect(tile(page, 'South')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tile(page, 'North')).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Wall' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Menu, North' })).toBeVisible();
  await expect(page.getByRole('img', { name: /heading|yaw/i })).toHaveAttribute('aria-label', /\d/);
  await shownNumber(() => stripNumber(page, { x: 0, y: 0, width: 1280, height: 960 }));
  await page.keyboard.press('Escape');
  await expect(tile(page, 'North')).toBeFocused();
  await expectTileLive(page, 'West');

  await page.keyboard.press('w');
  await expect(page.getByRole('region', { name: 'Wall' })).toHaveCount(0);
  await page.keyboard.press('w');
  await expect.poll(() => order(page)).toEqual(['South', 'North', 'East', 'West']);
});

test('keeps its order and layout, arranged by mouse, over a reload', async ({}, { project }) => {
  const page = await viewFour(project.name);
  await tile(page, 'North').dragTo(tile(page, 'West'));
  await expect.poll(() => order(page)).toEqual(['East', 'South', 'West', 'North']);
  await page.mouse.move(300, 300);
  await page.getByRole('radio', { name: '9' }).click();
  await expect(page.locator('.tile-empty')).toHaveCount(5);
  await page.reload();
  await expect(page.locator('.tile-empty')).toHaveCount(5);
  await expect.poll(() => order(page)).toEqual(['East', 'South', 'West', 'North']);
  await tile(page, 'South').dblclick();
  await expect(page.getByRole('button', { name: 'Menu, South' })).toBeVisible();
});

test('asks the station only for what is seen', async ({}, { project }) => {
  test.skip(project.name === 'electron', 'a MessagePort cannot be watched from outside');
  const page = await viewFour(project.name);
  const messages = asked(page);
  await page.reload();
  await expectTileLive(page, 'West');
  expect(messages.filter((message) => message.startsWith('subscribe'))).toHaveLength(4);
  messages.length = 0;
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Menu, East' })).toBeVisible();
  await expect.poll(() => messages).toHaveLength(3);
  expect(messages.every((message) => message.startsWith('unsubscribe'))).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => messages.slice(3)).toHaveLength(3);
  expect(messages.slice(3).every((message) => message.startsWith('subscribe'))).toBe(true);
});

test('adds, renames and removes a stream', async ({}, { project }) => {
  test.skip(project.name === 'electron', 'there the station keeps what is added');
  const page = await viewFour(project.name);
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  hosts.push(await SIMULATOR.start({ clip, videoPort, telemetryPort }));
  await page.keyboard.press('c');
  await page.getByLabel('Address of the Raspberry Pi').fill('127.0.0.1');
  await page.getByLabel('Video port').fill(String(videoPort));
  await page.getByLabel('Telemetry port').fill(String(telemetryPort));
  await page.getByRole('button', { name: 'Add to the wall' }).click();
  await expectTileLive(page, '127.0.0.1');

  await page.getByRole('button', { name: 'Menu of 127.0.0.1' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Rename…' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Fifth');
  await page.keyboard.press('Enter');
  await expectTileLive(page, 'Fifth');

  await page.getByRole('button', { name: 'Menu of Fifth' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Remove…' }).press('Enter');
  await page.getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(tile(page, 'Fifth')).toHaveCount(0);
  await expectTileLive(page, 'North');

  await page.keyboard.press('c');
  await page.getByLabel('Address of the Raspberry Pi').fill('127.0.0.1');
  await page.getByLabel('Video port').fill(String(videoPort));
  await page.getByLabel('Telemetry port').fill(String(telemetryPort));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Menu, 127.0.0.1' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Wall' })).toHaveCount(0);
});

test('keeps a single stream as it is, with no wall', async ({}, { project }) => {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  hosts.push(await SIMULATOR.start({ clip, videoPort, telemetryPort }));
  viewer = await openViewer(project.name, ['--source', `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}`]);
  const { page } = viewer;
  await shownNumber(() => stripNumber(page, { x: 0, y: 0, width: 640, height: 480 }));
  await page.keyboard.press('w');
  await expect(page.getByRole('alert')).toContainText('fewer than two');
  await expect(page.getByRole('region', { name: 'Wall' })).toHaveCount(0);
  await expect.poll(() => brightPixels(page, { x: 0, y: 350, width: 140, height: 130 })).toBeGreaterThan(200);
});
