import { freeUdpPort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { expect, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let vehicle: Child;
test.afterEach(async () => {
  await viewer?.close();
  await vehicle?.stop();
});

test('of two vehicles on a link a person chooses one by the keyboard', async ({}, { project }) => {
  const udp = await freeUdpPort();
  const to = ['--udp', `127.0.0.1:${udp}`, '--second-vehicle'];
  vehicle = startChild(process.execPath, [CLI, 'simulate', 'mavlink', ...to]);
  await vehicle.line(/^MAVLink to UDP/);
  viewer = await openViewer(project.name, ['--source', `mavlink+udp://127.0.0.1:${udp}`]);
  const { page } = viewer;
  const note = page.getByRole('status').filter({ hasText: '2 vehicles are on this link.' });
  await expect(note).toContainText('Shown is System 1: Quadrotor, ArduPilot.');
  await note.getByRole('button', { name: 'Choose…' }).press('Enter');
  const choice = page.getByRole('region', { name: 'Whose values are shown' });
  const shown = choice.locator('[aria-current="true"]');
  await expect(shown).toContainText('System 1');
  await choice.getByRole('button', { name: 'Show System 2: Quadrotor, ArduPilot' }).press('Enter');
  await expect(shown).toContainText('System 2');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(note).toHaveCount(0);
  await expect(page.getByRole('img', { name: /^Telemetry/ })).toHaveAttribute('aria-label', /armed/);
  expect(viewer.errors).toEqual([]);
});

test('a vehicle offers its video, which one press shows; what cannot be played is told in words', async ({}, {
  project,
}) => {
  const udp = await freeUdpPort();
  const fly = (uri: string) =>
    startChild(process.execPath, [CLI, 'simulate', 'mavlink', '--udp', `127.0.0.1:${udp}`, '--video-uri', uri]);
  vehicle = fly('srt://192.0.2.7:8554/main');
  viewer = await openViewer(project.name, ['--source', `mavlink+udp://127.0.0.1:${udp}`]);
  const { page } = viewer;
  const note = page.getByRole('status').filter({ hasText: 'The vehicle offers' });
  await expect(note).toContainText('The vehicle offers “Day camera”: srt://192.0.2.7:8554/main');
  await expect(note).toContainText('SRT cannot be played yet.');
  await expect(note.getByRole('button')).toHaveCount(1);
  await vehicle.stop();
  vehicle = fly('rtsp://192.0.2.7:8554/main');
  await expect(note).toContainText('“Day camera”: rtsp://192.0.2.7:8554/main');
  await note.getByRole('button', { name: 'Show it' }).press('Enter');
  await expect(note).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^192\.0\.2\.7/ })).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog')).toContainText('192.0.2.7');
  expect(viewer.errors).toEqual([]);
});
