import { freePort, freeUdpPort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let vehicle: Child;
test.afterEach(async () => {
  await viewer?.close();
  await vehicle?.stop();
});

/** A vehicle that flies the demo flight, with all that a true link has in it. */
async function fly(udp: number, ...args: readonly string[]): Promise<void> {
  const hard = ['--noise', '--loss', '5', '--gimbal', '--second-vehicle'];
  const to = ['--udp', `127.0.0.1:${udp}`];
  vehicle = startChild(process.execPath, [CLI, 'simulate', 'mavlink', ...to, ...hard, ...args]);
  await vehicle.line(/^MAVLink to UDP/);
}

/** What a person who cannot see is told of the vehicle. */
async function expectFlight(page: Page, mode: string): Promise<void> {
  const telemetry = page.getByRole('img', { name: /^Telemetry/ });
  await expect(telemetry).toHaveAttribute('aria-label', /altitude \d+\.\d m/);
  await expect(telemetry).toHaveAttribute('aria-label', /battery 1\d\.\d V \(\d\d%\)/);
  await expect(telemetry).toHaveAttribute('aria-label', /position 48\.28\d+° −4\.5\d+°, GPS 3D 14 sat/);
  await expect(telemetry).toHaveAttribute('aria-label', new RegExp(`mode ${mode}, armed`));
  await expect(page.getByRole('img', { name: /^Compass: heading/ })).toHaveAttribute('aria-label', /\d{3}\.\d°/);
}

test('a vehicle of MAVLink is a stream of its own, without video', async ({}, { project }) => {
  const udp = await freeUdpPort();
  viewer = await openViewer(project.name, ['--source', `mavlink+udp://127.0.0.1:${udp}?system=1`]);
  await fly(udp, '--vehicle', 'plane', '--px4');
  await expectFlight(viewer.page, 'Mission');
  await vehicle.line(/^ground station 254 heard/);
  expect(viewer.errors).toEqual([]);
});

test('a vehicle of MAVLink is the telemetry of a camera', async ({}, { project }) => {
  const [udp, video] = [await freeUdpPort(), await freePort()];
  await fly(udp, '--video-port', String(video), '--clip', numberedClipFile());
  const camera = ['--host', '127.0.0.1', '--video-port', String(video)];
  viewer = await openViewer(project.name, [...camera, '--telemetry', `mavlink+udp://127.0.0.1:${udp}`]);
  const { page } = viewer;
  await expectFlight(page, 'Auto');
  await shownNumber(() => frameNumber(page));
  await page.keyboard.press('n');
  const link = page.getByRole('dialog', { name: 'What is on this link?' });
  await expect(link.getByRole('region', { name: 'Video' })).toContainText(/avc1\.\w+ 640x480/);
  const rover = link.getByRole('region', { name: 'System 1: Quadrotor, ArduPilot' });
  await expect(rover).toContainText(/ATTITUDE\d+\.\d Hz/);
  await link.getByRole('button', { name: 'Copy as text' }).press('Enter');
  await expect(link.getByRole('textbox')).toHaveValue(/Video\n {2}From: .*System 1: Quadrotor, ArduPilot\n/s);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('y');
  await expect(page.getByRole('dialog', { name: 'All values' })).toContainText('ModeAuto');
});
