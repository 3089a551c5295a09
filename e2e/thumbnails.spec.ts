import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../src/station/fixtures/free-port';
import type { Child } from './support/child';
import { CLIP_GROUP, CLIP_PICTURES, numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { shownNumber, stillNumber } from './support/numbers';
import { frameNumber, stripNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import {
  card,
  cardNumber,
  cardNumberAt,
  clickTimeline,
  shareOfPosition,
  slider,
  waitForPast,
} from './support/timeline';
import { type OpenViewer, openViewer } from './support/viewer';

let host: Child;
let viewer: OpenViewer;
test.afterEach(async () => {
  await viewer?.close();
  await host?.stop();
});

async function view(project: string, extra: readonly string[] = []): Promise<Page> {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  const source = `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`;
  viewer = await openViewer(project, ['--source', source, ...extra]);
  return viewer.page;
}

/** The key picture from which one of the clip is decoded. */
const keyOf = (number: number) => number - (number % CLIP_GROUP);

test('shows the key picture of the moment that the keyboard or the pointer is at, and pictures along the timeline', async ({}, {
  project,
}) => {
  const page = await view(project.name);
  await waitForPast(page, 6);
  await page.keyboard.press('Space');
  for (const key of ['ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowRight']) {
    await page.keyboard.press(key);
    await slider(page).focus();
    // What stands still at first may be the picture of before, until that of the key has come.
    await expect(async () => {
      const still = await stillNumber(() => frameNumber(page));
      expect(await cardNumber(page)).toBe(keyOf(still));
    }).toPass();
  }

  const moments: number[] = [];
  for (const share of [0.2, 0.5, 0.8]) {
    await clickTimeline(page, share);
    // What is pressed is shown after a moment. The timeline grows meanwhile, so that the place that was pressed is another
    // moment by then: the one that stands still is pointed at where it lies now, and may have moved by a little since.
    await expect(async () => {
      const still = await stillNumber(() => frameNumber(page));
      const small = (await cardNumberAt(page, await shareOfPosition(page))) ?? -1;
      expect([0, CLIP_GROUP, CLIP_PICTURES - CLIP_GROUP]).toContain(Math.abs(keyOf(still) - small));
      expect(small % CLIP_GROUP).toBe(0);
    }).toPass();
    moments.push(Number(await slider(page).getAttribute('aria-valuenow')));
  }
  expect(moments[1]).toBeGreaterThan(moments[0] ?? Number.NaN);
  expect(moments[2]).toBeGreaterThan(moments[1] ?? Number.NaN);
  await page.mouse.move(320, 100);
  await expect(card(page)).toHaveCount(0);

  const cells = page.locator('.timeline-cell-picture[data-picture="shown"]');
  await expect(cells).toHaveCount(0);
  await viewer.resize(1280, 720);
  await page.mouse.move(640, 100);
  await expect.poll(() => cells.count()).toBeGreaterThanOrEqual(4);
  expect(viewer.errors).toEqual([]);
});

test('a recording is shown in the library by a picture of its own', async ({}, { project }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-thumbnails-'));
  try {
    const page = await view(project.name, ['--recordings', folder]);
    await shownNumber(() => frameNumber(page));
    await viewer.resize(1280, 720);
    await page.keyboard.press('r');
    await expect(page.locator('.rec')).toContainText('REC 00:');
    await page.keyboard.press('l');
    const dialog = page.getByRole('dialog', { name: 'Recordings' });
    const picture = dialog.locator('.library-picture-canvas');
    await expect(picture).toHaveAttribute('data-picture', 'shown');
    const { x, y, width, height } = (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // Cut at its top and foot to the shape of its place.
    const whole = { x, y: y - (width * 0.75 - height) / 2, width, height: width * 0.75 };
    await expect.poll(async () => ((await stripNumber(page, whole)) ?? -1) % CLIP_GROUP).toBe(0);
    expect(viewer.errors).toEqual([]);
    await viewer.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
