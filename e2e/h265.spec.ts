import { WebSocket } from 'ws';
import { writePushPacket } from '../src/core/protocols/push/packet';
import { hevcClip, hevcUnits } from '../src/station/transcode/fixtures/hevc';
import { filmWithBPictures } from './support/clip';
import { apart, expectMoving, nextNumbers } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { waitForPast } from './support/timeline';
import { type OpenViewer, openViewer } from './support/viewer';

/** Ten seconds at 30 a second: however busy the machine, a picture is seen before half of them have gone by. */
const PICTURES = 300;
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
    const seen = await nextNumbers(() => frameNumber(page), 21);
    const steps = seen.slice(1).map((number, n) => apart(seen[n]!, number, PICTURES));
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
  await waitForPast(page, 3);
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
  await expectMoving(() => frameNumber(page));
  expect(viewer.errors).toEqual([]);
});

test('a film of H.265 with B pictures is played, and each step shows the next picture', async ({}, { project }) => {
  const { page } = await scene(project.name, ['play', filmWithBPictures('h265'), '--no-overlay']);
  await expect.poll(() => frameNumber(page)).toBeGreaterThan(5);
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
  const { page } = await scene(project.name, ['play', filmWithBPictures('h265'), '--ffmpeg', '/nowhere/ffmpeg']);
  await expect(page.getByText(/Install ffmpeg/).first()).toBeVisible();
});
