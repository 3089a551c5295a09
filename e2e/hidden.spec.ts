import { freePort } from '../src/station/fixtures/free-port';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { expectMoving, shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { closeStatistics, openStatistics, statistic } from './support/statistics';
import { expect, test } from './support/test';
import { openViewer } from './support/viewer';

test('a hidden window goes on decoding, and shows a live picture when it is back', async ({}, { project }) => {
  const ports = { videoPort: await freePort(), telemetryPort: await freePort() };
  const host = await SIMULATOR.start({ clip: numberedClipFile(), ...ports });
  const { videoPort, telemetryPort } = ports;
  const where = ['--host', '127.0.0.1', '--video-port', `${videoPort}`, '--telemetry-port', `${telemetryPort}`];
  const viewer = await openViewer(project.name, where);
  try {
    const decoded = () => statistic(viewer, 'Pictures decoded');
    await shownNumber(() => frameNumber(viewer.page));
    await openStatistics(viewer);
    await expect.poll(decoded).toBeGreaterThan(5);
    await viewer.setHidden?.(true);
    const before = await decoded();
    await expect.poll(decoded).toBeGreaterThan(before + 45);
    await viewer.setHidden?.(false);
    await closeStatistics(viewer);
    await expectMoving(() => frameNumber(viewer.page));
  } finally {
    await viewer.close();
    await host.stop();
  }
});
