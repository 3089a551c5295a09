import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { picturesOf, readAltitude } from '../src/core/overlay-ass/fixtures/burnt';
import { type RecordingInfo, recordingInfoSchema } from '../src/core/recording/info';
import { freePort } from '../src/station/fixtures/free-port';
import { numbersIn } from '../src/station/services/exports/fixtures/numbers';
import type { Child } from './support/child';
import { CLIP_GROUP, CLIP_PICTURES, numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { apart, shownNumber, stillNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { slider, waitForPast } from './support/timeline';
import { type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let page: Page;
let folder: string;
let host: Child;

// One viewer for all: each test finds more of the past than the one before it.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({}, { project }) => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-clips-'));
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  const source = `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`;
  viewer = await openViewer(project.name, ['--source', source, '--recordings', folder]);
  page = viewer.page;
});

test.afterAll(async () => {
  await viewer?.close();
  await host?.stop();
  rmSync(folder, { recursive: true });
});

const sign = () => page.locator('output.rec');
const told = () => page.locator('output.told');
const jobs = () => page.getByRole('dialog', { name: 'Clips' }).getByRole('listitem');

const look = () => frameNumber(page);

/** The clip is played in a ring. */
const countFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => (first + i) % CLIP_PICTURES);

function recordings(): readonly RecordingInfo[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const all = names.map((name) => recordingInfoSchema.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))));
  return all.sort((a, b) => a.startedUs - b.startedUs);
}

const clipFiles = () => readdirSync(path.join(folder, 'exports')).filter((name) => !name.startsWith('.'));

test('records, marks what is recorded, and records from before', async () => {
  await waitForPast(page, 2);
  await page.keyboard.press('r');
  await expect(sign()).toContainText(/REC 00:(0[1-9]|[1-5]\d)/);
  await page.keyboard.press('m');
  await expect(told()).toHaveText(/^Marked \d\d:\d\d:\d\d, in the recording too$/);
  await page.keyboard.press('r');
  await expect(sign()).toHaveCount(0);
  await expect.poll(() => recordings()[0]?.state).toBe('finished');
  const [info] = recordings();
  expect(info?.marks).toHaveLength(1);
  expect(info?.marks?.[0]?.atUs).toBeLessThanOrEqual(info?.durationUs ?? 0);
  const film = readdirSync(folder).find((name) => name.endsWith('.mp4')) ?? '';
  const probe = ['-v', 'error', '-count_packets', '-show_entries', 'stream=codec_name,width,nb_read_packets'];
  const [codec, width, pictures] = execFileSync('ffprobe', [...probe, '-of', 'csv=p=0', path.join(folder, film)])
    .toString()
    .split(',');
  expect([codec, width, Number(pictures)]).toEqual(['h264', '640', info?.pictures]);
  expect(info?.pictures).toBeGreaterThan(20);

  const beginUs = Date.now() * 1000;
  await page.keyboard.press('b');
  await expect(told()).toHaveText(/^Recording from 0:\d\d ago: no more is kept\.$/);
  await expect(sign()).toContainText('REC');
  await expect.poll(() => recordings().length).toBe(2);
  await page.keyboard.press('b');
  await expect(told()).toContainText('recorded already');
  await page.keyboard.press('r');
  await expect(sign()).toHaveCount(0);
  await expect.poll(() => recordings().every(({ state }) => state === 'finished')).toBe(true);
  // All that was kept: it begins before the first, and has the mark that was set then.
  const [longer] = recordings();
  expect(longer?.id).not.toBe(info?.id);
  expect(longer?.startedUs).toBeLessThan(beginUs - 2e6);
  expect(longer?.marks).toHaveLength(1);
  expect(viewer.errors).toEqual([]);
});

test('takes out what is marked: without loss, and with the instruments burnt in', async ({}, { project }) => {
  // Telemetry begins some time after the pictures.
  await waitForPast(page, 9);
  const live = await shownNumber(look);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: /^Play/ }).first()).toBeVisible();
  let first = live;
  // The live picture stands still, too, until that of five seconds ago has come.
  await expect(async () => {
    first = await stillNumber(look);
    // The order to pause may be on its way while the past already plays.
    expect(await stillNumber(look)).toBe(first);
    const behind = apart(first, live, CLIP_PICTURES);
    expect(behind).toBeGreaterThan(60);
    expect(behind).toBeLessThan(200);
  }).toPass();
  await page.keyboard.press('[');
  await expect(page.getByRole('slider', { name: 'Start of the clip' })).toHaveAttribute('aria-valuetext', /^\d\d:/);
  // What a busy page had still to paint when it was marked stands there by now.
  first = await stillNumber(look);
  for (let second = 1; second <= 2; second++) {
    await page.keyboard.press('Shift+ArrowRight');
    // About thirty pictures a second, as they came; the picture of one second must not be taken for that of two.
    const on = async () => apart(first, await stillNumber(look), CLIP_PICTURES) / CLIP_GROUP;
    await expect.poll(async () => Math.abs((await on()) - second)).toBeLessThan(0.5);
  }
  await page.keyboard.press(']');
  await expect(page.getByRole('status', { name: 'Length of the clip' })).toHaveText(/^0:0[12]\.\d$/);
  const last = await stillNumber(look);

  // Enter: without loss, as most want it.
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Take out a clip' })).toContainText('About');
  await page.keyboard.press('Enter');
  await expect(told()).toContainText('Clip ready');
  await page.keyboard.press('e');
  await page.getByRole('radio', { name: 'New video' }).check({ force: true });
  await page.getByRole('combobox', { name: 'Quality' }).selectOption('best');
  await page.getByRole('button', { name: 'Make the clip' }).press('Enter');
  await page.keyboard.press('x');
  await expect(jobs()).toHaveCount(2);
  await expect(jobs().filter({ hasText: 'Done' })).toHaveCount(2, { timeout: 90_000 });
  await expect(jobs().first()).toContainText('Video, instruments');

  const numbers = countFrom(first, apart(first, last, CLIP_PICTURES) + 1);
  const films = clipFiles().filter((name) => name.endsWith('.mp4'));
  expect(films).toHaveLength(2);
  for (const film of films) expect(numbersIn(path.join(folder, 'exports', film), 640)).toEqual(numbers);
  const burnt = path.join(folder, 'exports', films.find((film) => film.includes('(2)')) ?? '');
  expect(altitudesAtBegin(burnt)).toContain(readAltitude(firstPicture(burnt)).replace(/^\?+/, ''));

  if (project.name === 'electron') {
    await expect(
      jobs()
        .first()
        .getByRole('button', { name: /in its folder$/ }),
    ).toBeVisible();
  } else {
    // The station keeps the list.
    await page.reload();
    await expect(slider(page)).toBeAttached();
    await page.keyboard.press('x');
    const link = jobs()
      .last()
      .getByRole('link', { name: /^Download/ });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(numbersIn(await download.path(), 640)).toEqual(numbers);
  }
  expect(viewer.errors).toEqual([]);
});

test('a clip that is cancelled leaves nothing, and can be tried again', async () => {
  const before = clipFiles();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('End');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'Live');
  const clear = page.getByRole('button', { name: 'Clear the clip' });
  if ((await clear.count()) > 0) await clear.press('Enter');
  await page.keyboard.press('e');
  await page.getByRole('radio', { name: 'GIF' }).check({ force: true });
  await page.getByRole('button', { name: 'Make the clip' }).press('Enter');
  await expect(page.locator('.jobs-badge')).toContainText('Clip');
  await page.keyboard.press('x');
  const gif = jobs().filter({ hasText: 'GIF' });
  await gif.getByRole('button', { name: /^Cancel/ }).press('Enter');
  await expect(gif).toContainText('Cancelled');
  await expect(page.locator('.jobs-badge')).toHaveCount(0);
  expect(clipFiles()).toEqual(before);
  await gif.getByRole('button', { name: /again$/ }).press('Enter');
  await expect(gif).toContainText(/%|Waiting|Done/);
  await expect(gif).toHaveCount(1);
});

function firstPicture(film: string) {
  const args = ['-v', 'error', '-i', film, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const [picture] = picturesOf(execFileSync('ffmpeg', args, { maxBuffer: 1e8 }), { width: 640, height: 480 });
  if (!picture) throw new Error(`${film} has no picture`);
  return picture;
}

/** What the vehicle sent when the clip begins, as it lies beside it. The figures change five times a second. */
function altitudesAtBegin(film: string): readonly (string | undefined)[] {
  const lines = readFileSync(film.replace(/mp4$/, 'jsonl'), 'utf8').trim().split('\n');
  const told = lines.map((line) => JSON.parse(line) as { t?: number; values?: { altitudeM?: number } });
  return told.filter(({ t = 1 }) => t <= 0.2).map(({ values }) => values?.altitudeM?.toFixed(1));
}
