import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { freePort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { expect, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
const children: Child[] = [];
test.afterEach(async () => {
  await viewer?.close();
  for (const child of children.splice(0)) await child.stop();
});

test('a vehicle on a serial line is shown in this shell, told when it is unplugged, and comes back', async ({}, {
  project,
}) => {
  test.skip(spawnSync('socat', ['-V']).status !== 0, 'socat is not there: it makes the pair of terminals');
  const tcp = await freePort();
  const vehicle = startChild(process.execPath, [CLI, 'simulate', 'mavlink', '--tcp', String(tcp)]);
  children.push(vehicle);
  await vehicle.line(/^MAVLink/);
  const device = `/dev/shm/groundglass-${randomUUID()}`;
  const plug = async () => {
    const line = startChild('socat', ['-d', '-d', `pty,raw,echo=0,link=${device}`, `tcp:127.0.0.1:${tcp}`]);
    children.push(line);
    await line.line(/starting data transfer loop/);
    return line;
  };
  const line = await plug();
  viewer = await openViewer(project.name, ['--source', `mavlink+serial://${device}?baud=115200`]);
  const { page } = viewer;
  const telemetry = page.getByRole('img', { name: /^Telemetry/ });
  await expect(telemetry).toHaveAttribute('aria-label', /altitude \d+\.\d m/);
  await vehicle.line(/^ground station 254 heard/);
  await line.stop();
  await expect(page.getByText(`serial ${device}, 115200 baud is not there.`).first()).toBeVisible();
  await plug();
  await expect(page.getByText('is not there')).toHaveCount(0);
  await expect(telemetry).toHaveAttribute('aria-label', /altitude \d+\.\d m/);
  expect(viewer.errors).toEqual([]);
});
