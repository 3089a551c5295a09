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

test('a person chooses units by keyboard, and all that is shown follows and stays', async ({}, { project }) => {
  const udp = await freeUdpPort();
  const source = ['--source', `mavlink+udp://127.0.0.1:${udp}`];
  viewer = await openViewer(project.name, [...source, '--units', 'imperial,temperature=C']);
  vehicle = startChild(process.execPath, [CLI, 'simulate', 'mavlink', '--udp', `127.0.0.1:${udp}`]);
  const { page } = viewer;
  const telemetry = page.getByRole('img', { name: /^Telemetry/ });
  await expect(telemetry).toHaveAttribute(
    'aria-label',
    /altitude \d+ ft, ground speed \d+\.\d mph, climb −?\d+ ft\/min/,
  );

  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Units' });
  await expect(dialog.getByRole('combobox', { name: /^System/ })).toBeFocused();
  await expect(dialog.getByRole('combobox', { name: /^Temperature/ })).toHaveValue('C');
  await expect(dialog.getByRole('status')).toContainText('speed 28.0 mph, altitude 394 ft, climb 492 ft/min');
  await dialog.getByRole('combobox', { name: /^System/ }).selectOption('Nautical');
  await dialog.getByRole('combobox', { name: /^Height/ }).selectOption('ft');
  await expect(telemetry).toHaveAttribute(
    'aria-label',
    /altitude \d+ ft, ground speed \d+\.\d kn, climb −?\d+\.\d m\/s/,
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('y');
  const values = page.getByRole('dialog', { name: 'All values' });
  await expect(values).toContainText(/Altitude\d+ ft/);
  await expect(values).toContainText(/Ground speed\d+\.\d kn/);

  await page.reload();
  await expect(telemetry).toHaveAttribute(
    'aria-label',
    /altitude \d+ ft, ground speed \d+\.\d kn, climb −?\d+\.\d m\/s/,
  );
  expect(viewer.errors).toEqual([]);
});
