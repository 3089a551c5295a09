import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { horizonDeg, type Picture, picturesOf, readAltitude } from '../src/core/overlay-ass/fixtures/burnt';
import { readTelemetryLine, type TelemetryLine } from '../src/core/recording/telemetry/lines';
import { freePort } from '../src/station/fixtures/free-port';
import { CLIP_PICTURES, numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { apart, shownNumber } from './support/numbers';
import { frameNumber, numberIn } from './support/screen';
import { expect, type Page, test } from './support/test';
import { openViewer } from './support/viewer';

test.use({ heavy: true });

const SIZE = { width: 640, height: 480 };
/** A second and a little more. */
const PICTURES = 36;

const closing: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A station with no ffmpeg, and the viewer of a vehicle that flies. */
async function view(project: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-window-export-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  const host = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  closing.push(() => host.stop());
  const source = `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`;
  const without = ['--ffmpeg', path.join(folder, 'no-such-program'), '--recordings', folder];
  const viewer = await openViewer(project, ['--source', source, ...without]);
  closing.push(() => viewer.close());
  return viewer;
}

/** Marks the next second or so. */
async function mark(page: Page): Promise<void> {
  const look = () => frameNumber(page);
  await page.keyboard.press('[');
  // Read behind the mark: what is read takes a while, and the clip must not be shorter by it.
  const first = await shownNumber(look);
  await expect.poll(async () => apart(first, await shownNumber(look), CLIP_PICTURES)).toBeGreaterThan(PICTURES);
  await page.keyboard.press(']');
}

/** What the instruments were told, second by second of the clip. */
async function telemetryOf(page: Page, spec: unknown): Promise<readonly TelemetryLine[]> {
  const text = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    const material = await fetch('/api/clip-material', { method: 'POST', headers, body: JSON.stringify(body) });
    const { id } = (await material.json()) as { readonly id: string };
    return await (await fetch(`/api/clip-material/${id}/telemetry`)).text();
  }, spec);
  return text.split('\n').flatMap((line) => readTelemetryLine(line) ?? []);
}

/** As a person sees them, after the edit list. */
function picturesIn(file: string): Picture[] {
  const raw = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  return picturesOf(execFileSync('ffmpeg', ['-v', 'fatal', '-i', file, ...raw], { maxBuffer: 1e9 }), SIZE);
}

function secondsOf(file: string): number {
  const about = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0'];
  return Number(execFileSync('ffprobe', [...about, file]).toString());
}

function rgba({ rgb, width, height }: Picture) {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let at = 0; at < width * height; at++) data.set(rgb.subarray(at * 3, at * 3 + 3), at * 4);
  return { data, width, height };
}

test('makes a video with its instruments in the window where the station has no ffmpeg', async ({}, { project }) => {
  const viewer = await view(project.name);
  const { page } = viewer;
  let spec: unknown;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/clip-material')) spec = request.postDataJSON();
  });
  await mark(page);
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Take out a clip' });
  await dialog.getByText('New video', { exact: true }).click();
  await expect(
    dialog.getByText(/Made in this window, at a limit of 2 GB: this clip needs about \d+ MB\./),
  ).toBeVisible();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make the clip' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^Rover .*\.mp4$/);
  await page.keyboard.press('x');
  await expect(page.getByRole('dialog', { name: 'Clips' })).toContainText('Done');

  const pictures = picturesIn(await download.path());
  expect(pictures.length).toBeGreaterThanOrEqual(PICTURES);
  const numbers = pictures.map((picture) => numberIn(rgba(picture) as never) ?? -1);
  numbers.slice(1).forEach((number, index) => {
    expect(number, 'no picture is missing').toBe(((numbers[index] ?? 0) + 1) % CLIP_PICTURES);
  });

  const lines = await telemetryOf(page, spec);
  const at = Math.floor(pictures.length / 2);
  // By the film's own times: a busy machine gives fewer pictures a second than the camera took.
  const seconds = (at / pictures.length) * secondsOf(await download.path());
  const shown = lines.filter(({ t }) => Math.abs(t - seconds) < 0.5);
  const heights = shown.map(({ values }) => values.altitudeM?.toFixed(1).padStart(5, '?'));
  expect(heights).toContain(readAltitude(pictures[at]!));
  const rolls = shown.flatMap(({ values }) => values.rollDeg ?? []);
  expect(-horizonDeg(pictures[at]!)).toBeGreaterThan(Math.min(...rolls) - 1);
  expect(-horizonDeg(pictures[at]!)).toBeLessThan(Math.max(...rolls) + 1);
  expect(viewer.errors).toEqual([]);
});
