import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../src/station/fixtures/free-port';
import { CLIP_PICTURES, numberedClipFile } from './support/clip';
import { numbersIn } from './support/film';
import { SIMULATOR } from './support/hosts';
import { apart, shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { openViewer } from './support/viewer';

const closing: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('key r records what is on the screen, every picture of it, and takes none from the screen', async ({}, {
  project,
}) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-record-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  const host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  closing.push(() => host.stop());
  const source = `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`;
  const viewer = await openViewer(project.name, ['--source', source, '--recordings', folder]);
  closing.push(() => viewer.close());
  const { page } = viewer;
  const seen: (number | undefined)[] = [];
  const look = async () => seen.push(await frameNumber(page));
  await shownNumber(() => frameNumber(page));

  const sign = page.locator('.rec');
  await page.keyboard.press('r');
  await look();
  await expect(sign).toHaveAccessibleName('Recording');
  const first = (await frameNumber(page)) ?? Number.NaN;
  await expect(async () => {
    await look();
    expect(await sign.textContent()).toMatch(/REC 00:(0[3-9]|[1-5]\d)/);
  }).toPass({ intervals: [100] });
  const last = (await frameNumber(page)) ?? Number.NaN;
  await page.keyboard.press('r');
  await look();
  await expect(sign).toHaveCount(0);
  await look();
  // The picture stood on the screen at every look, and moved on.
  expect(seen).not.toContain(undefined);
  expect(new Set(seen).size).toBeGreaterThan(2);

  const named = (end: string) => readdirSync(folder).filter((name) => name.endsWith(end));
  const info = () => JSON.parse(readFileSync(path.join(folder, named('.json')[0] ?? ''), 'utf8')) as object;
  await expect.poll(info).toMatchObject({ state: 'finished', lost: 0, gaps: [], stream: { name: 'Rover' } });
  expect(named('.mp4')).toHaveLength(1);
  const numbers = numbersIn(path.join(folder, named('.mp4')[0] ?? ''));
  const [begin = Number.NaN] = numbers;
  expect(numbers).toEqual(Array.from(numbers, (_, at) => (begin + at) % CLIP_PICTURES));
  expect(numbers).toEqual(expect.arrayContaining([first, last]));
  expect(numbers.length).toBeGreaterThan(apart(first, last, CLIP_PICTURES));
  expect(readFileSync(path.join(folder, named('.jsonl')[0] ?? ''), 'utf8')).toContain('"type":"telemetry"');
  expect(viewer.errors).toEqual([]);
});
