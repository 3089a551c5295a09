import os from 'node:os';
import { freePort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
const children: Child[] = [];
test.afterEach(async () => {
  await viewer?.close();
  for (const child of children.splice(0)) await child.stop();
});

/** Multicast needs a network. */
const hasNetwork = Object.values(os.networkInterfaces()).some((all) =>
  all?.some(({ internal, family }) => !internal && family === 'IPv4'),
);

test('a host on the network is found, says what it answers, is chosen, and is there among the recent ones', async ({}, {
  project,
}) => {
  test.skip(!hasNetwork, 'this machine has no network');
  const [video, telemetry] = [await freePort(), await freePort()];
  const ports = ['--video-port', String(video), '--telemetry-port', String(telemetry)];
  const host = startChild(process.execPath, [CLI, 'host', ...ports, '--camera', 'test', '--mavlink', 'off']);
  children.push(host);
  await host.line(/^video \d+, telemetry \d+/);
  viewer = await openViewer(project.name, []);
  const { page } = viewer;
  const dialog = page.getByRole('dialog', { name: 'Connect to a vehicle' });
  const found = dialog.getByRole('button', { name: new RegExp(`Video ${video} answers`) });
  await expect(found).toContainText(`Telemetry ${telemetry} answers`);
  await found.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await shownNumber(() => frameNumber(page));
  await page.keyboard.press('c');
  const recent = dialog.getByRole('region', { name: 'Recent' });
  await expect(recent.getByRole('button', { name: new RegExp(os.hostname()) }).first()).toBeVisible();
  await expect(recent.locator('img')).toHaveCount(1);
  await recent.getByRole('button', { name: /^Forget / }).click();
  await expect(recent).toBeHidden();
  expect(viewer.errors).toEqual([]);
});

test('the demo is a press away', async ({}, { project }) => {
  viewer = await openViewer(project.name, ['--no-advertise']);
  const { page } = viewer;
  await page.getByRole('button', { name: 'Start the demo' }).click();
  await expect(page.getByRole('img', { name: /^Compass: heading/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Demo/ }).first()).toBeVisible();
  expect(viewer.errors).toEqual([]);
});
