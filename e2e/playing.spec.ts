import {
  copyFileSync,
  createReadStream,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../src/station/fixtures/free-port';
import { numbersIn } from '../src/station/services/exports/fixtures/numbers';
import { packetsOf } from '../src/station/services/recorder/fixtures/judge';
import { startChild } from './support/child';
import { CLIP_PICTURES, filmWithBPictures, numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { expectMoving, shownNumber, stillNumber } from './support/numbers';
import { frameNumber, numberOn } from './support/screen';
import { expect, type Page, test } from './support/test';
import { clickTimeline, slider } from './support/timeline';
import { CLI, openViewer } from './support/viewer';

const closing: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-playing-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function show(project: string, args: readonly string[]): Promise<Page> {
  const viewer = await openViewer(project, args);
  closing.push(() => viewer.close());
  return viewer.page;
}

test('a film with B pictures plays from the command line, and each step shows the next picture', async ({}, {
  project,
}) => {
  const page = await show(project.name, ['play', filmWithBPictures('h264'), '--no-overlay']);
  await expect.poll(() => frameNumber(page)).toBeGreaterThan(5);
  await page.keyboard.press(' ');
  // What was on its way when it paused may still come; nothing of that is the first.
  await page.keyboard.press('Home');
  await expect.poll(() => frameNumber(page)).toBe(0);
  for (let step = 1; step <= 8; step++) {
    await page.keyboard.press('.');
    await expect.poll(() => frameNumber(page)).toBe(step);
  }
  for (let step = 7; step >= 0; step--) {
    await page.keyboard.press(',');
    await expect.poll(() => frameNumber(page)).toBe(step);
  }
  for (const share of [0.25, 0.5, 0.75]) {
    await clickTimeline(page, share);
    const wanted = share * 299;
    await expect.poll(async () => Math.abs(((await frameNumber(page)) ?? -99) - wanted)).toBeLessThan(3);
  }
  await page.keyboard.press(' ');
  // At its end it stands still, on the last picture.
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect.poll(() => frameNumber(page)).toBe(299);
});

async function startVehicle(): Promise<{ videoPort: number; telemetryPort: number }> {
  const ports = { videoPort: await freePort(), telemetryPort: await freePort() };
  const host = await SIMULATOR.start({ clip: numberedClipFile(), ...ports });
  closing.push(() => host.stop());
  return ports;
}

test('films of the same time stand beside each other, and go in step', async ({}, { project }) => {
  const folder = newFolder();
  const films = ['b.mp4', 'copy.mp4'].map((name) => path.join(folder, name));
  for (const film of films) copyFileSync(filmWithBPictures('h264'), film);
  const yesterday = new Date(Date.now() - 86_400_000);
  for (const film of films) utimesSync(film, yesterday, yesterday);
  const viewer = await openViewer(project.name, ['play', ...films]);
  closing.push(() => viewer.close());
  const { page } = viewer;
  await viewer.resize(1280, 560);
  const number = (name: string) => numberOn(page.getByRole('button', { name: new RegExp(`^${name}, `) }));
  await expect.poll(() => number('copy.mp4')).toBeGreaterThan(3);
  await page.keyboard.press(' ');
  await clickTimeline(page, 0.5);
  await expect.poll(async () => Math.abs(((await number('b.mp4')) ?? -99) - 149)).toBeLessThan(3);
  const at = await stillNumber(() => number('b.mp4'));
  await expect.poll(() => number('copy.mp4')).toBe(at);
  await page.keyboard.press('.');
  for (const name of ['b.mp4', 'copy.mp4']) await expect.poll(() => number(name)).toBe(at + 1);
});

test('what was recorded is played from the library, at any place, and Escape is live again', async ({}, {
  project,
}) => {
  const { videoPort, telemetryPort } = await startVehicle();
  const source = `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover`;
  const folder = newFolder();
  const page = await show(project.name, ['--source', source, '--recordings', folder, '--no-overlay']);
  await shownNumber(() => frameNumber(page));
  await page.keyboard.press('r');
  await page.keyboard.press('l');
  const row = page.getByRole('row').filter({ hasText: 'Rover' });
  await expect(row.getByRole('cell', { name: /^0:(0[4-9]|[1-5]\d)$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.keyboard.press('l');
  await expect(row).toContainText('Whole');
  await row.getByRole('button', { name: /^Play/ }).focus();
  await page.keyboard.press('Enter');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^0:0\d of 0:(0[4-9]|[1-5]\d)/);
  await page.keyboard.press(' ');
  await page.keyboard.press('Home');
  const at = await picturesAt(path.join(folder, readdirSync(folder).find((name) => name.endsWith('.mp4')) ?? ''));
  await expect.poll(() => frameNumber(page)).toBe(at(0));
  for (const share of [0.2, 0.5, 0.8]) {
    await clickTimeline(page, share);
    // A place on the timeline is as exact as its pixels.
    await expect.poll(async () => distance((await frameNumber(page)) ?? -999, at(share))).toBeLessThan(3);
  }
  const here = await stillNumber(() => frameNumber(page));
  await page.keyboard.press('.');
  await expect.poll(() => frameNumber(page)).toBe((here + 1) % CLIP_PICTURES);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Live', exact: true })).toBeDisabled();
  await expect.poll(() => frameNumber(page)).not.toBe((here + 1) % CLIP_PICTURES);
});

/** Which picture of the clip a recording shows at a share of its length, as ffmpeg finds it. */
async function picturesAt(film: string): Promise<(share: number) => number> {
  const numbers = numbersIn(film, 640);
  const times = (await packetsOf(film)).map(({ timeS }) => timeS);
  const [begin = 0, end = 0] = [times[0], times.at(-1)];
  return (share) => numbers[times.findLastIndex((timeS) => timeS <= begin + share * (end - begin))] ?? Number.NaN;
}

/** How far apart two numbers are in a clip that comes round again. */
function distance(a: number, b: number): number {
  const off = Math.abs(a - b) % CLIP_PICTURES;
  return Math.min(off, CLIP_PICTURES - off);
}

test('a recording whose program was killed plays in the viewer, and in a page that knows nothing of us', async ({}, {
  project,
}) => {
  const { videoPort, telemetryPort } = await startVehicle();
  const folder = newFolder();
  const flags = ['--host', '127.0.0.1', '--video-port', `${videoPort}`, '--telemetry-port', `${telemetryPort}`];
  const recorder = startChild(process.execPath, [CLI, 'record', ...flags, '--out', folder]);
  const film = () => readdirSync(folder).find((name) => name.endsWith('.mp4')) ?? 'none';
  await expect
    .poll(() => statSync(path.join(folder, film()), { throwIfNoEntry: false })?.size ?? 0)
    .toBeGreaterThan(400_000);
  recorder.signal('SIGKILL');
  await recorder.exited;
  const file = path.join(folder, film());
  // The last fragment is torn, as by a loss of power.
  truncateSync(file, statSync(file).size - 1000);

  const page = await show(project.name, ['play', file, '--no-overlay']);
  await expectMoving(() => frameNumber(page));

  const server = http.createServer((request, response) => {
    if (request.url !== '/film.mp4') return response.setHeader('Content-Type', 'text/html').end('<title>plain</title>');
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': statSync(file).size });
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const played = await page.evaluate(async () => {
    const video = document.createElement('video');
    video.muted = true;
    video.src = '/film.mp4';
    document.body.append(video);
    await new Promise((resolve) => {
      video.addEventListener('timeupdate', () => video.currentTime > 1 && resolve(undefined));
      video.addEventListener('error', resolve);
      void video.play();
    });
    return { error: video.error?.message, seconds: video.currentTime, width: video.videoWidth };
  });
  expect(played).toMatchObject({ error: undefined, width: 640 });
  expect(played.seconds).toBeGreaterThan(1);
});
