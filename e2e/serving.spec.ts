import os from 'node:os';
import { freePort } from '../src/station/fixtures/free-port';
import { newPage } from './support/browser';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { openViewer } from './support/viewer';

/** An address of this machine that is not loopback: to a browser, another machine's. */
const address = Object.values(os.networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
test.skip(address === undefined, 'this machine has no address but loopback');

const closing: (() => Promise<unknown>)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('a gateway for others is switched on, shows them the vehicle by a link, and is switched off', async ({}, {
  project,
}) => {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  const host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  closing.push(() => host.stop());
  const ports = ['--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
  const viewer = await openViewer(project.name, ['--host', '127.0.0.1', ...ports]);
  closing.push(() => viewer.close());
  const { page, resize } = viewer;
  await shownNumber(() => frameNumber(page));
  await resize(1280, 960);
  await page.keyboard.press('g');
  const dialog = page.getByRole('dialog', { name: 'Serve others' });
  await dialog.getByLabel('Address and port').fill('nonsense');
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await expect(dialog.getByText(/^Give an address and a port/)).toBeVisible();
  await dialog.getByLabel('Address and port').fill(`${address}:0`);
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await expect(dialog.getByText('On. Nobody watches at this moment.')).toBeVisible();
  await expect(dialog.getByText(/^([0-9A-F]{2}:){31}/)).toBeVisible();
  await dialog.getByRole('button', { name: 'To watch' }).click();
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
  const link = (await dialog.locator('.invitation-url').textContent()) ?? '';
  expect(link).toMatch(new RegExp(`^https://${address}:\\d+/\\?token=`));

  const other = await newPage({ ignoreHTTPSErrors: true });
  closing.push(() => other.context().close());
  await other.goto(link);
  await shownNumber(() => frameNumber(other));
  await expect(dialog.getByText('On. 1 watches.')).toBeVisible();

  // A viewer from elsewhere cannot switch it.
  await other.keyboard.press('g');
  await expect(other.getByText(/somebody else runs/)).toBeVisible();

  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await expect(dialog.getByRole('button', { name: 'Switch on' })).toBeVisible();
  await expect(other.reload()).rejects.toThrow();
});
