import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flight } from '../src/station/services/playing/fixtures/flight';
import { filmWithBPictures } from './support/clip';
import { expect, type Page, test } from './support/test';
import { clickTimeline, slider } from './support/timeline';
import { type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-tlog-'));
});
test.afterEach(async () => {
  await viewer?.close();
  rmSync(folder, { recursive: true });
});

/** A flight that rises a metre a second: the altitude says where it is. */
function log(seconds: number): string {
  const file = path.join(folder, 'flight.tlog');
  writeFileSync(file, flight(0, seconds));
  return file;
}

async function altitude(page: Page): Promise<number> {
  const label = await page.getByRole('img', { name: /^Telemetry/ }).getAttribute('aria-label');
  return Number(/altitude (\d+\.\d) m/.exec(label ?? '')?.[1] ?? Number.NaN);
}

test('a log of MAVLink alone is played with a time line: it moves, stands, and goes anywhere', async ({}, {
  project,
}) => {
  viewer = await openViewer(project.name, ['play', log(300)]);
  const { page } = viewer;
  await expect.poll(() => altitude(page)).toBeGreaterThan(2);
  await expect(page.getByRole('img', { name: /^Telemetry/ })).toHaveAttribute('aria-label', /armed/);
  await page.keyboard.press(' ');
  await clickTimeline(page, 0.5);
  await expect.poll(() => altitude(page)).toBeCloseTo(150, -1);
  const there = await altitude(page);
  for (let step = 1; step <= 4; step++) await page.keyboard.press('.');
  await expect.poll(() => altitude(page)).toBeCloseTo(there + 0.4, 1);
  await expect(slider(page)).toHaveAttribute('aria-valuenow', /^1(49|50|51)$/);
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('.');
  await expect.poll(() => altitude(page)).toBeLessThan(1);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect.poll(() => altitude(page)).toBeGreaterThan(30);
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toContainText('System 7: Quadrotor, ArduPilot');
  expect(viewer.errors).toEqual([]);
});

test('a log of MAVLink plays under a film, moved by its offset', async ({}, { project }) => {
  viewer = await openViewer(project.name, [
    ...['play', filmWithBPictures('h264'), '--tlog', log(300)],
    ...['--tlog-offset', '-100'],
  ]);
  await expect.poll(() => altitude(viewer.page)).toBeGreaterThan(99);
  expect(await altitude(viewer.page)).toBeLessThan(115);
  await viewer.page.keyboard.press(' ');
  await viewer.page.keyboard.press('Home');
  await viewer.page.keyboard.press('<');
  await viewer.page.keyboard.press('<');
  await expect(viewer.page.getByRole('region', { name: 'Timeline' })).toContainText('Log −100.2 s');
  await expect.poll(() => altitude(viewer.page)).toBeCloseTo(100.2, 0);
  expect(viewer.errors).toEqual([]);
});
