import { freePort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { expect, type Page, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let terminal: Child;
let viewer: OpenViewer;

test.beforeEach(async ({}, { project }) => {
  const port = await freePort();
  const ports = ['--jt-port', String(port), '--jt-udp-port', '0', '--jt-playback-port', '0'];
  viewer = await openViewer(project.name, ['--jt', '--jt-terminal', '13800000001=S3cret', ...ports]);
  await viewer.page.evaluate(() => localStorage.removeItem('groundglass.wall'));
  const who = ['--phone', '13800000001', '--code', 'S3cret', '--channels', '2'];
  terminal = startChild(process.execPath, [CLI, 'simulate', 'dashcam', '--port', String(port), ...who]);
  await terminal.line(/is let in/);
});

test.afterEach(async () => {
  await terminal?.stop();
  await viewer?.close();
});

const picture = (page: Page, name: RegExp) => page.getByRole('button', { name });

test('lists a dash cam by key, shows a camera of it, and plays what that recorded', async () => {
  const { page } = viewer;
  await viewer.resize(1280, 960);
  // Until a camera is there, the page asks for a vehicle, and keys are that dialog's.
  await expect(picture(page, /^Menu, .*camera/)).toBeVisible();
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Dash cams' });
  const vehicle = dialog.getByRole('listitem').filter({ hasText: '013800000001' });
  await expect(vehicle).toContainText(/Connected since/);
  await expect(vehicle).toContainText(/km\/h/);

  // By keyboard alone: to the first camera of the list, and on.
  await expect(vehicle.getByRole('button', { name: /^Show camera 2 of/ })).toBeVisible();
  await vehicle.getByRole('button', { name: /^Show camera 2 of/ }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(picture(page, /^Menu, .*camera 2/)).toBeVisible();

  await page.keyboard.press('d');
  await vehicle.getByRole('button', { name: /^Recordings of/ }).click();
  await vehicle.getByRole('button', { name: 'Find' }).click();
  await expect(vehicle.locator('output')).toHaveText(/\d+ recordings/);
  await vehicle
    .getByRole('button', { name: /^Play / })
    .first()
    .click();
  await expect(vehicle.getByText('Camera 1 plays a recording')).toBeVisible();
  await vehicle.getByRole('button', { name: 'Pause' }).click();
  await vehicle.getByRole('button', { name: 'Go on' }).click();
  await vehicle.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(picture(page, /^Menu, .*playback/)).toBeVisible();
  expect(viewer.errors).toEqual([]);
});
