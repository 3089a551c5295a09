import type { Locator, Page } from '@playwright/test';
import { freePort, freeUdpPort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { pixels } from './support/screen';
import { expect, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let vehicle: Child;
test.afterEach(async () => {
  await viewer?.close();
  await vehicle?.stop();
});

type Colour = readonly [red: number, green: number, blue: number];
const FIRST_LINE: Colour = [0x7d, 0xff, 0xb2];
const CURSOR: Colour = [0xff, 0xf3, 0xc4];

/** Columns of an element in which a colour stands, from its left edge. */
async function columnsOf(page: Page, element: Locator, colour: Colour): Promise<readonly number[]> {
  const box = await element.boundingBox();
  if (!box) return [];
  const { data, width, height } = await pixels(page, box);
  const columns: number[] = [];
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const at = (y * width + x) * 4;
      if (!colour.every((part, index) => Math.abs((data[at + index] ?? 0) - part) < 24)) continue;
      columns.push(x);
      break;
    }
  }
  return columns;
}

test('a person plots values by keyboard, live and while looking back', async ({}, { project }) => {
  const [udp, video] = [await freeUdpPort(), await freePort()];
  const to = ['--udp', `127.0.0.1:${udp}`, '--video-port', String(video)];
  vehicle = startChild(process.execPath, [CLI, 'simulate', 'mavlink', ...to]);
  const camera = ['--host', '127.0.0.1', '--video-port', String(video)];
  viewer = await openViewer(project.name, [...camera, '--telemetry', `mavlink+udp://127.0.0.1:${udp}`]);
  const { page } = viewer;
  await viewer.resize(1000, 700);
  await expect(page.getByRole('img', { name: /^Telemetry: altitude \d/ })).toBeVisible();

  await page.keyboard.press('k');
  const plots = page.getByRole('region', { name: 'Plots' });
  await expect(plots).toBeFocused();
  await expect(plots).toContainText('Choose values to see them over time.');
  await page.keyboard.press('Tab');
  const add = plots.getByRole('combobox', { name: /^Add/ });
  await expect(add).toBeFocused();
  await add.selectOption('Altitude');
  await add.selectOption('Battery voltage');
  await plots.getByRole('combobox', { name: /^Length/ }).selectOption('10 s');

  const canvas = plots.getByRole('img', {
    name: 'Lines of Altitude, Battery voltage over 10 s; their figures are in the table',
  });
  await expect(plots.getByRole('row', { name: /^Altitude \d/ })).toHaveAccessibleName(
    /^Altitude( \d+\.\d m){4} Take Altitude off the plots$/,
  );
  await expect(plots.getByRole('row', { name: /^Battery voltage( 1\d\.\d V){4}/ })).toBeVisible();
  // Some seven of the ten seconds are there: there is something to look back at.
  const begin = async () => (await columnsOf(page, canvas, FIRST_LINE))[0] ?? Number.POSITIVE_INFINITY;
  await expect.poll(begin).toBeLessThan(300);

  // Back: the cursor stands at the picture, and what was before is there though plots were not open then.
  await plots.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect.poll(async () => (await columnsOf(page, canvas, CURSOR)).length).toBeGreaterThan(0);
  const before = async () => {
    const [cursor = 0] = await columnsOf(page, canvas, CURSOR);
    return (await columnsOf(page, canvas, FIRST_LINE)).filter((x) => x < cursor - 20).length;
  };
  await expect.poll(before).toBeGreaterThan(10);

  await plots.getByRole('button', { name: 'Take Battery voltage off the plots' }).press('Enter');
  await expect(plots.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(plots).toHaveCount(0);
  await page.keyboard.press('k');
  await expect(plots.getByRole('row', { name: /^Altitude/ })).toBeVisible();
  expect(viewer.errors).toEqual([]);
});
