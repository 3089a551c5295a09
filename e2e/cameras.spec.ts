import { freePort } from '../src/station/fixtures/free-port';
import type { Child } from './support/child';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { type OpenViewer, openViewer } from './support/viewer';

let host: Child;
let viewer: OpenViewer;
let videoPort: number;
let telemetryPort: number;
test.beforeEach(async ({}, { project }) => {
  [videoPort, telemetryPort] = [await freePort(), await freePort()];
  host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  viewer = await openViewer(project.name, []);
  await viewer.page.getByRole('dialog').getByRole('button', { name: 'Cameras…' }).click();
});
test.afterEach(async () => {
  await viewer?.close();
  await host?.stop();
});

test('a camera is added by its form, renamed and removed', async () => {
  const { page } = viewer;
  const dialog = page.getByRole('dialog', { name: 'Add a camera' });
  await dialog.getByLabel('Kind of camera').selectOption('mavlink+serial');
  await expect(dialog.getByLabel('Serial port', { exact: true })).toHaveValue('/dev/ttyUSB0');
  await expect(dialog.getByLabel('Speed, baud')).toHaveValue('57600');
  await expect(dialog.getByLabel('Address')).toHaveCount(0);
  await dialog.getByLabel('Kind of camera').selectOption('jpeg+ws');
  await expect(dialog.getByLabel('Path')).toBeVisible();
  await expect(dialog.getByLabel('Quality')).toBeVisible();
  await dialog.getByLabel('Kind of camera').selectOption('pi');
  await dialog.getByLabel('Address').fill('not an address!');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText(/^Give a host name/)).toBeVisible();
  await dialog.getByLabel('Address').fill('127.0.0.1');
  await dialog.getByLabel('Port', { exact: true }).fill(String(videoPort));
  await dialog.getByLabel('Telemetry port').fill(String(telemetryPort));
  await dialog.getByLabel('Name').fill('Rover');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await shownNumber(() => frameNumber(page));
  await expect(page.getByRole('button', { name: 'Menu, Rover' })).toBeAttached();

  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Rename Rover' }).click();
  await page.getByRole('dialog', { name: 'Rename Rover' }).getByLabel('Name').fill('North gate');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Cameras' }).getByText('North gate')).toBeVisible();
  await page.getByRole('button', { name: 'Remove North gate' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('There is none yet.')).toBeVisible();
});

test('a camera is added by its whole URL, and a wrong one is explained', async () => {
  const { page } = viewer;
  const dialog = page.getByRole('dialog', { name: 'Add a camera' });
  await dialog.getByLabel('Kind of camera').selectOption('url');
  await dialog.getByLabel('URL', { exact: true }).fill('ftp://127.0.0.1');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/has no scheme that a source has/)).toBeVisible();
  await dialog
    .getByLabel('URL', { exact: true })
    .fill(`pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`);
  await page.keyboard.press('Enter');
  await shownNumber(() => frameNumber(page));
});
