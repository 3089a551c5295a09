import { freePort, freeUdpPort } from '../src/station/fixtures/free-port';
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

test('our host is a vehicle: picture, instruments, and how old a picture is since it was taken', async ({}, {
  project,
}) => {
  const [video, telemetry, mavlink] = [await freePort(), await freePort(), await freeUdpPort()];
  const ports = ['--listen', '127.0.0.1', '--video-port', String(video), '--telemetry-port', String(telemetry)];
  const host = startChild(process.execPath, [
    ...[CLI, 'host', ...ports, '--camera', 'test', '--mavlink', `udp://127.0.0.1:${mavlink}`],
  ]);
  children.push(host);
  await host.line(/^video \d+, telemetry \d+/);
  const flight = startChild(process.execPath, [CLI, 'simulate', 'mavlink', '--udp', `127.0.0.1:${mavlink}`]);
  children.push(flight);
  const where = ['--host', '127.0.0.1', '--video-port', String(video), '--telemetry-port', String(telemetry)];
  viewer = await openViewer(project.name, where);
  const { page } = viewer;
  await shownNumber(() => frameNumber(page));
  const values = page.getByRole('img', { name: /^Telemetry/ });
  await expect(values).toHaveAttribute('aria-label', /battery 1\d\.\d V \(\d\d%\)/);
  // Which the 28 keys of the original do not have.
  await expect(values).toHaveAttribute('aria-label', /mode Auto, armed/);
  await expect(page.getByRole('img', { name: /^Compass: heading/ })).toHaveAttribute('aria-label', /\d{3}\.\d°/);
  await expect(page.getByRole('img', { name: /^Latency/ })).toHaveAttribute('aria-label', /from capture/);
  expect(viewer.errors).toEqual([]);
});
