import { freePort } from '../src/station/fixtures/free-port';
import { newPage } from './support/browser';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { shownNumber } from './support/numbers';
import { stripNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { CLI } from './support/viewer';

const closing: (() => Promise<unknown>)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Two vehicles on a phone's screen. */
async function openOnPhone(): Promise<Page> {
  const sources: string[] = [];
  for (const name of ['Rover', 'Harbour']) {
    const [videoPort, telemetryPort] = [await freePort(), await freePort()];
    const host: Child = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
    closing.push(() => host.stop());
    sources.push('--source', `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=${name}`);
  }
  const station = startChild(process.execPath, [CLI, '--shell', 'none', ...sources]);
  closing.push(() => station.stop());
  const [, url = ''] = await station.line(/The viewer is at (\S+)/);
  const page = await newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  closing.push(() => page.context().close());
  await page.goto(url);
  return page;
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not there`);
  return box;
}

test('on a phone the wall is worked by fingers: nothing covers another, and a tap shows what a mouse would', async () => {
  const page = await openOnPhone();
  await expect(page.locator('.tile[data-status="live"]')).toHaveCount(2);
  await page.locator('.tile-face').nth(1).tap();
  const layouts = await boxOf(page, '.wall-layouts');
  const menu = await boxOf(page, '.toolbar');
  expect(layouts.x + layouts.width).toBeLessThanOrEqual(menu.x);
  expect(menu.x + menu.width).toBeLessThanOrEqual(390);
  for (const { height } of [layouts, menu]) expect(height).toBeGreaterThanOrEqual(36);

  await page.getByRole('button', { name: 'Menu of Harbour' }).tap();
  await page.getByRole('menuitem', { name: 'Enlarge' }).tap();
  await expect(page.locator('.tile')).toHaveCount(0);
  const picture = { x: 0, y: (844 - 390 * 0.75) / 2, width: 390, height: 390 * 0.75 };
  await shownNumber(() => stripNumber(page, picture));
});

test('every dialog fits a phone, upright and on its side', async () => {
  const page = await openOnPhone();
  await expect(page.locator('.tile[data-status="live"]')).toHaveCount(2);
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 844, height: 390 },
  ]) {
    await page.setViewportSize(viewport);
    for (const key of ['c', 'a', 'i', 'g', 'l', '?']) {
      await page.keyboard.press(key);
      const modal = await boxOf(page, '.modal');
      expect(modal.x, key).toBeGreaterThanOrEqual(0);
      expect(modal.x + modal.width, key).toBeLessThanOrEqual(viewport.width);
      expect(modal.y + modal.height, key).toBeLessThanOrEqual(viewport.height);
      const isWider = await page.locator('.modal').evaluate((element) => element.scrollWidth > element.clientWidth);
      expect(isWider, `${key} scrolls sideways`).toBe(false);
      await page.keyboard.press('Escape');
      await expect(page.locator('.modal')).toHaveCount(0);
    }
  }
});
