import { expect, test } from '@playwright/test';
import { numberedClipFile } from './support/clip';
import { freePort } from './support/free-port';
import { SIMULATOR } from './support/hosts';
import { frameNumber } from './support/screen';
import { closeStatistics, openStatistics, statistic } from './support/statistics';
import { openViewer } from './support/viewer';

test('a hidden window goes on decoding, and shows a live picture when it is back', async ({}, { project }) => {
  const ports = { videoPort: await freePort(), telemetryPort: await freePort() };
  const host = await SIMULATOR.start({ clip: numberedClipFile(), ...ports });
  const { videoPort, telemetryPort } = ports;
  const where = ['--host', '127.0.0.1', '--video-port', `${videoPort}`, '--telemetry-port', `${telemetryPort}`];
  const viewer = await openViewer(project.name, where);
  try {
    const decoded = () => statistic(viewer, 'Pictures decoded');
    await expect.poll(() => frameNumber(viewer.page)).toBeDefined();
    await openStatistics(viewer);
    await expect.poll(decoded).toBeGreaterThan(5);
    await viewer.setHidden?.(true);
    const before = await decoded();
    await expect.poll(decoded).toBeGreaterThan(before + 45);
    await viewer.setHidden?.(false);
    await closeStatistics(viewer);
    const first = await frameNumber(viewer.page);
    await expect.poll(() => frameNumber(viewer.page)).not.toBe(first);
  } finally {
    await viewer.close();
    await host.stop();
  }
});
