import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { writePushPacket } from '../src/core/protocols/push/packet';
import { hevcClip, hevcUnits } from '../src/station/transcode/fixtures/hevc';
import { numberedClipFile } from './support/clip';
import { frameNumber } from './support/screen';
import { type OpenViewer, openViewer } from './support/viewer';

/** Four seconds at 30 a second. */
const PICTURES = 120;
const EVERY_MS = 33;
/** From the first picture: keys, and which picture is seen then. */
const STEPS = [
  ['.', 1],
  ['.', 2],
  ['.', 3],
  [',', 2],
  ['.', 3],
] as const;

let units: ReturnType<typeof hevcUnits>;
test.beforeAll(() => {
  units = hevcUnits(hevcClip(PICTURES, 30));
});

const closing: (() => Promise<unknown> | unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A viewer in a browser that has no decoder of H.265, as this machine's has none; and a producer that pushes it. */
async function scene(project: string, args: readonly string[] = []): Promise<OpenViewer> {
  const viewer = await openViewer(project, args);
  closing.push(() => viewer.close());
  return viewer;
}

function push(viewer: OpenViewer, framed: boolean): void {
  const socket = new WebSocket(`ws://${new URL(viewer.page.url()).host}/ws/video?id=camera&codec=h265`);
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  socket.on('open', () => {
    timer = setInterval(() => {
      const { data, key } = units[next % PICTURES]!;
      const timestampUs = next * EVERY_MS * 1000;
      const packet = { type: key ? 'key-frame' : 'frame', timestampUs, flags: 0, payload: data } as const;
      socket.send(framed ? writePushPacket(packet) : data);
      next++;
    }, EVERY_MS);
  });
  closing.push(() => {
    clearInterval(timer);
    socket.terminate();
  });
}

for (const framed of [true, false]) {
  test(`H.265 is seen in a browser without a decoder for it, in order: ${framed ? 'packets' : 'bytes'}`, async ({}, {
    project,
  }) => {
    const viewer = await scene(project.name);
    const { page } = viewer;
    const decodes = await page.evaluate(
      async () => (await VideoDecoder.isConfigSupported({ codec: 'hev1.1.6.L120.B0' })).supported,
    );
    expect(decodes, 'this test is of the station’s transcoder').toBe(false);
    push(viewer, framed);
    const seen: number[] = [];
    await expect
      .poll(
        async () => {
          const number = await frameNumber(page);
          if (number !== undefined && number !== seen.at(-1)) seen.push(number);
          return seen.length;
        },
        { timeout: 30_000, intervals: [20] },
      )
      .toBeGreaterThan(20);
    const steps = seen.slice(1).map((number, n) => (number - seen[n]! + PICTURES) % PICTURES);
    expect(steps.every((step) => step > 0 && step < PICTURES / 2)).toBe(true);
    await viewer.resize(1100, 900);
    await page.keyboard.press('s');
    await expect(page.getByText('Transcoded by ffmpeg')).toBeVisible();
    await expect(page.getByText(/hev1\.1\.6\.L\d+\.90 640x480/)).toBeVisible();
    expect(viewer.errors).toEqual([]);
  });
}

test('what is looked back at is seen too: paused, step by step, and from another place', async ({}, { project }) => {
  const viewer = await scene(project.name);
  const { page } = viewer;
  push(viewer, true);
  await expect
    .poll(async () => Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuemax')), {
      timeout: 30_000,
    })
    .toBeGreaterThanOrEqual(3);
  await page.keyboard.press('Space');
  // The first picture that was pushed is kept; nothing live looks like it.
  await page.keyboard.press('Home');
  await expect.poll(() => frameNumber(page)).toBe(0);
  for (const [key, number] of STEPS) {
    await page.keyboard.press(key);
    await expect.poll(() => frameNumber(page)).toBe(number);
  }
  await page.keyboard.press('Space');
  await expect.poll(() => frameNumber(page)).toBeGreaterThan(10);
  await page.keyboard.press('End');
  await expect(page.locator('.status')).toHaveCount(0);
  const first = await frameNumber(page);
  await expect.poll(() => frameNumber(page)).not.toBe(first);
  expect(viewer.errors).toEqual([]);
});

/** A film of the numbered pictures in H.265 with B pictures. */
function filmWithBPictures(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-h265-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const film = path.join(folder, 'film.mp4');
  const input = ['-v', 'error', '-r', '30', '-i', numberedClipFile()];
  const x265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '24', '-tag:v', 'hvc1'];
  execFileSync('ffmpeg', [...input, ...x265, '-x265-params', 'bframes=3:b-adapt=0:keyint=60:log-level=error', film]);
  return film;
}

test('a film of H.265 with B pictures is played, and each step shows the next picture', async ({}, { project }) => {
  const { page } = await scene(project.name, ['play', filmWithBPictures(), '--no-overlay']);
  await expect.poll(() => frameNumber(page), { timeout: 30_000 }).toBeGreaterThan(5);
  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await expect.poll(() => frameNumber(page)).toBe(0);
  for (const [key, number] of STEPS) {
    await page.keyboard.press(key);
    await expect.poll(() => frameNumber(page)).toBe(number);
  }
  await page.keyboard.press('Space');
  await expect.poll(() => frameNumber(page)).toBeGreaterThan(40);
});

test('without ffmpeg the page says what to install', async ({}, { project }) => {
  const viewer = await scene(project.name, ['--ffmpeg', '/nowhere/ffmpeg']);
  push(viewer, true);
  await expect(viewer.page.getByText(/This stream is H\.265/).first()).toBeVisible();
  await expect(viewer.page.getByText(/Install ffmpeg/).first()).toBeVisible();
});

test('without ffmpeg a film of H.265 says so too', async ({}, { project }) => {
  const film = filmWithBPictures();
  const { page } = await scene(project.name, ['play', film, '--ffmpeg', '/nowhere/ffmpeg']);
  await expect(page.getByText(/Install ffmpeg/).first()).toBeVisible();
});
