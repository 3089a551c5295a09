import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import { freePort } from '../src/station/fixtures/free-port';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { shownNumber } from './support/numbers';
import { frameNumber, numberIn } from './support/screen';
import { expect, type Page, test } from './support/test';
import { openViewer } from './support/viewer';

const closing: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(project: string, extra: readonly string[] = []) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-library-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  const host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  closing.push(() => host.stop());
  const source = `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`;
  const viewer = await openViewer(project, ['--source', source, '--recordings', folder, ...extra]);
  closing.push(() => viewer.close());
  await shownNumber(() => frameNumber(viewer.page));
  await viewer.resize(1280, 720);
  return { viewer, page: viewer.page, folder };
}

/** Ends the recording of the only stream, as a program would. */
function stopRecording(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { now } = await (await fetch('/api/recordings')).json();
    const body = JSON.stringify({ stream: now.streams[0].stream });
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/recordings/stop', { method: 'POST', headers, body })).status;
  });
}

const library = (page: Page) => page.getByRole('dialog', { name: 'Recordings' });
const rows = (page: Page) =>
  library(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });

async function choose(page: Page, item: string | RegExp): Promise<void> {
  await rows(page)
    .getByRole('button', { name: /^Actions for/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: item }).focus();
  await page.keyboard.press('Enter');
}

test('the library has what was recorded: found, renamed, pinned, downloaded, deleted and taken back', async ({}, {
  project,
}) => {
  const { viewer, page, folder } = await open(project.name, ['--record', 'always']);
  await page.keyboard.press('l');
  await expect(rows(page)).toContainText('Recording');
  await expect(rows(page).getByRole('cell', { name: /^0:(0[2-9]|[1-5]\d)$/ })).toBeVisible();
  expect(await stopRecording(page)).toBe(204);
  await expect(rows(page)).toContainText('Whole');
  await expect(rows(page)).toContainText(/\d kB|\d MB/);

  await choose(page, 'Rename…');
  await page.keyboard.type('First flight');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toContainText('First flight');
  await choose(page, /^Pin/);
  await expect(rows(page)).toContainText('Pinned');

  const search = library(page).getByRole('searchbox', { name: 'Find by name or stream' });
  await search.fill('harbour');
  await expect(library(page)).toContainText('None has these words');
  await search.fill('flight rover');
  await expect(rows(page)).toHaveCount(1);

  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, 'Download')]);
  expect(download.suggestedFilename()).toMatch(/^Rover .*\.mp4$/);
  const first = ['-v', 'error', '-i', await download.path(), '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', '-'];
  expect(numberIn(PNG.sync.read(execFileSync('ffmpeg', first)))).toBeDefined();

  await choose(page, /^Delete/);
  const undo = library(page).getByRole('button', { name: 'Undo the deletion of First flight' });
  await expect(undo).toBeFocused();
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(rows(page)).toContainText('First flight');
  expect(readdirSync(folder).filter((name) => name.endsWith('.mp4'))).toHaveLength(1);
  expect(viewer.errors).toEqual([]);
});

test('an empty library says what to do', async ({}, { project }) => {
  const { page } = await open(project.name);
  await page.keyboard.press('l');
  await expect(library(page)).toContainText('Nothing is recorded yet. Press r');
  await page.keyboard.press('Escape');
  await expect(library(page)).toBeHidden();
});
