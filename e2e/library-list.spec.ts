import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RecordingInfo } from '../src/core/recording/info';
import { freePort } from '../src/station/fixtures/free-port';
import { expect, type Page, test } from './support/test';
import { openViewer } from './support/viewer';

const closing: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const DAY_US = 86_400e6;
const NOON_US = new Date(2026, 10, 1, 12).getTime() * 1000;

/** One recording a day from 1 November 2026 on: its number says how long and large it is. */
function write(folder: string, number: number, change: Partial<RecordingInfo> = {}): void {
  const info: RecordingInfo = {
    version: 1,
    id: number.toString().padStart(8, '0'),
    session: 's',
    state: 'finished',
    codec: 'h264',
    stream: { id: 'pi://rover', name: number % 2 === 0 ? 'Rover' : 'Boat' },
    startedUs: NOON_US + (number - 1) * DAY_US,
    durationUs: number * 60e6,
    bytes: number * 1e6,
    width: 640,
    height: 480,
    pictures: 9,
    lost: 0,
    gaps: [],
    pinned: false,
    ...change,
  };
  writeFileSync(path.join(folder, `Flight ${number}.mp4`), '');
  writeFileSync(path.join(folder, `Flight ${number}.json`), JSON.stringify(info));
}

/** A library with so many recordings, on the page. */
async function open(project: string, count: number): Promise<Page> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-library-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  for (let number = 1; number <= count; number++) write(folder, number);
  const source = `pi://127.0.0.1:${await freePort()}?name=Rover`;
  const viewer = await openViewer(project, ['--source', source, '--recordings', folder]);
  closing.push(() => viewer.close());
  await viewer.resize(1280, 720);
  await expect(async () => {
    await viewer.page.keyboard.press('l');
    await expect(dialog(viewer.page)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(dialog(viewer.page)).toContainText(`${count} recordings`);
  return viewer.page;
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Recordings' });
const names = (page: Page) => dialog(page).getByRole('rowheader').locator('.library-name');
const head = (page: Page, name: string) => dialog(page).getByRole('columnheader', { name });

test('recordings are sorted by each column, and found by their days', async ({}, { project }) => {
  const page = await open(project.name, 12);
  await expect(names(page).first()).toHaveText('Flight 12');
  await expect(head(page, 'Start')).toHaveAttribute('aria-sort', 'descending');
  await head(page, 'Name').getByRole('button').press('Enter');
  await expect(head(page, 'Name')).toHaveAttribute('aria-sort', 'ascending');
  await expect(head(page, 'Start')).not.toHaveAttribute('aria-sort');
  await expect(names(page)).toHaveText(Array.from({ length: 12 }, (_, at) => `Flight ${at + 1}`));
  await head(page, 'Size').getByRole('button').press('Enter');
  await expect(names(page).first()).toHaveText('Flight 12');
  await head(page, 'Size').getByRole('button').press('Enter');
  await expect(names(page).first()).toHaveText('Flight 1');
  await head(page, 'Stream').getByRole('button').press('Enter');
  await expect(names(page).first()).toHaveText('Flight 11');

  await dialog(page).getByLabel('From').fill('2026-11-03');
  await dialog(page).getByLabel('To', { exact: true }).fill('2026-11-06');
  await expect(names(page)).toHaveText(['Flight 5', 'Flight 3', 'Flight 6', 'Flight 4']);
  await expect(dialog(page)).toContainText('4 of 12 recordings, 18.0 MB of 78.0 MB');
  await dialog(page).getByRole('searchbox').fill('rover');
  await expect(names(page)).toHaveText(['Flight 6', 'Flight 4']);
  await dialog(page).getByRole('searchbox').fill('harbour');
  await expect(dialog(page)).toContainText('None of these days has these words.');
  await dialog(page).getByRole('button', { name: 'Show all' }).press('Enter');
  await expect(names(page)).toHaveCount(12);
  await expect(dialog(page)).toContainText(/\d+ [GT]B free/);
});

test('all of a long list is reached by scrolling, and its rows by the arrow keys', async ({}, { project }) => {
  const page = await open(project.name, 150);
  expect(await names(page).count()).toBeLessThan(150);
  await expect(dialog(page).getByRole('table')).toHaveAttribute('aria-rowcount', '151');
  await expect(async () => {
    await names(page).last().scrollIntoViewIfNeeded();
    await expect(names(page)).toHaveCount(150, { timeout: 500 });
  }).toPass();
  await expect(names(page).last()).toHaveText('Flight 1');
  const actions = (number: number) => page.getByRole('button', { name: `Actions for Flight ${number}`, exact: true });
  await actions(1).focus();
  await page.keyboard.press('ArrowUp');
  await expect(actions(2)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(actions(150)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(actions(149)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Delete', exact: true })).toBeVisible();
});
