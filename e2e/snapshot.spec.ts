import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { freePort } from '../src/station/fixtures/free-port';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { shownNumber } from './support/numbers';
import { frameNumber, numberIn } from './support/screen';
import { expect, test } from './support/test';
import { openViewer } from './support/viewer';

const closing: (() => Promise<unknown>)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

for (const [key, extension] of [
  ['p', 'png'],
  ['j', 'jpeg'],
] as const) {
  test(`${key} keeps the picture that is shown, at its full size, as ${extension}`, async ({}, { project }) => {
    const [videoPort, telemetryPort] = [await freePort(), await freePort()];
    const host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
    closing.push(() => host.stop());
    const ports = ['--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
    const viewer = await openViewer(project.name, ['--host', '127.0.0.1', ...ports]);
    closing.push(() => viewer.close());
    const { page } = viewer;
    // Where the picture is shown smaller, with bars, and no instruments stand in the way of its number.
    await shownNumber(() => frameNumber(page));
    await page.keyboard.press('o');
    await expect(page.locator('[data-instrument=compass]')).toHaveCount(0);
    await shownNumber(() => frameNumber(page));
    await page.setViewportSize({ width: 500, height: 480 });
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press(key)]);
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^127.0.0.1 \\d{4}-\\d\\d-\\d\\d \\d\\d-\\d\\d-\\d\\d.\\d{3}.${extension}$`),
    );
    await expect(page.getByText(`Snapshot kept: ${download.suggestedFilename()}`)).toBeVisible();
    const file = await download.path();
    const bytes = readFileSync(file);
    const png = extension === 'png' ? bytes : execFileSync('convert', [`jpeg:${file}`, 'png:-']);
    const picture = PNG.sync.read(png);
    expect([picture.width, picture.height]).toEqual([640, 480]);
    expect(numberIn(picture)).toBeDefined();
    expect(bytes.includes('Exif') || bytes.includes('eXIf')).toBe(true);
    expect(bytes.includes('Camera:Yaw')).toBe(true);
  });
}
