import { freePort } from '../src/station/fixtures/free-port';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { openViewer } from './support/viewer';

const closing: (() => Promise<unknown>)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('what belongs into a bug report is looked over and copied by keyboard, without a password', async ({}, {
  project,
}) => {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  const host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  closing.push(() => host.stop());
  const ports = ['--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
  const broker = 'amqp://broker-user:s3cret-pass@127.0.0.1:9/';
  const viewer = await openViewer(project.name, ['--host', '127.0.0.1', ...ports, '--broker', broker]);
  closing.push(() => viewer.close());
  const { page, resize } = viewer;
  await shownNumber(() => frameNumber(page));
  await resize(1280, 960);
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog', { name: 'Copy diagnostics' });
  const text = dialog.getByRole('textbox', { name: 'Diagnostics' });
  await expect(text).toHaveValue(/^viewer:\n.*Chrome\/\d+/);
  await expect(text).toHaveValue(/player \w+, WebCodecs, on (VIDEO|CANVAS), 640x480/);
  await expect(text).toHaveValue(/\nstation:\n {2}groundglass \d/);
  await expect(text).toHaveValue(/\n {2}videoPort = \d+/);
  expect(await text.inputValue()).not.toMatch(/s3cret-pass|broker-user/);
  if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-${project.name}.png` });
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('Copied');
  // The proof is a paste: into a field that the page has anyway.
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByRole('textbox').first().focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toHaveValue(/station:.*groundglass/);
});
