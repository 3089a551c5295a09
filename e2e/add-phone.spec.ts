import { deepLink } from '../src/core/protocols/remote-camera/deep-link';
import { freePort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { expect, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let phone: Child | undefined;
test.afterEach(async () => {
  await phone?.stop();
  phone = undefined;
  await viewer?.close();
});

const dialog = () => viewer.page.getByRole('dialog', { name: 'Add a camera' });

async function openDialog(): Promise<void> {
  await viewer.page.getByRole('dialog').getByRole('button', { name: 'Cameras…' }).click();
  await dialog().getByLabel('Kind of camera').selectOption('remote-camera');
}

test('the dialog shows where a phone’s application finds the station, and when it has', async ({}, { project }) => {
  const port = await freePort();
  viewer = await openViewer(project.name, [
    ...['--remote-camera-port', String(port), '--remote-camera-listen', '127.0.0.1'],
  ]);
  await viewer.resize(800, 700);
  await openDialog();
  const link = deepLink('127.0.0.1', port);
  const application = dialog().getByRole('region', { name: 'With the remote-camera application' });
  await expect(application.getByRole('img', { name: link })).toBeVisible();
  await expect(application).toContainText(`127.0.0.1:${port}`);
  await expect(application.getByRole('status')).toHaveText('Waiting for a phone…');
  phone = startChild(process.execPath, [CLI, 'simulate', 'phone', '--port', String(port)]);
  // The question lies above the dialog that waits for it.
  await viewer.page.getByRole('button', { name: 'Allow' }).click();
  await expect(application.getByRole('status')).toHaveText('One phone is connected.');
  await phone.stop();
  await expect(application.getByRole('status')).toHaveText('Waiting for a phone…');
  expect(viewer.errors).toEqual([]);
});

test('where no phone can come, the dialog says how to let them, and makes a link to the page', async ({}, {
  project,
}) => {
  viewer = await openViewer(project.name, []);
  await viewer.resize(800, 700);
  await openDialog();
  await expect(dialog()).toContainText('--remote-camera-port 5757');
  await dialog().getByRole('button', { name: 'Serve others first…' }).click();
  const gateway = viewer.page.getByRole('dialog', { name: 'Serve others' });
  await gateway.getByLabel('Address and port').fill('0.0.0.0:0');
  await gateway.getByRole('button', { name: 'Switch on' }).click();
  await expect(gateway.getByRole('region', { name: 'Links for others' })).toBeVisible();
  await gateway.getByRole('button', { name: 'Close' }).click();
  await viewer.page.keyboard.press('c');
  await viewer.page.getByRole('dialog').getByRole('button', { name: 'Cameras…' }).click();
  await dialog().getByLabel('Kind of camera').selectOption('remote-camera');
  await dialog().getByRole('button', { name: 'Make a link' }).click();
  const page = dialog().getByRole('region', { name: /Use this phone/ });
  await expect(page.getByRole('img', { name: /^QR code of the link/ })).toBeVisible();
  await expect(page).toContainText(/https:\/\/\S+:\d+\/phone\/\?token=/);
});
