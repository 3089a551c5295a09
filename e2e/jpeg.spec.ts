import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { PNG } from 'pngjs';
import { type WebSocket, WebSocketServer } from 'ws';
import { writePiFrame } from '../src/core/protocols/pi-websocket/messages';
import { freePort } from '../src/station/fixtures/free-port';
import { numberedJpegs, turnedJpegs } from '../src/station/transcode/fixtures/numbered';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { SIMULATOR } from './support/hosts';
import { expectInOrder, expectMoving, shownNumber } from './support/numbers';
import { frameNumber, numberIn } from './support/screen';
import { expect, type Page, test } from './support/test';
import { cardNumberAt } from './support/timeline';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

/** Four seconds at 25 a second. */
const PICTURES = 100;
const EVERY_MS = 40;

let jpegs: readonly Uint8Array[];
/** The same, stored on their sides. */
let turned: readonly Uint8Array[];
test.beforeAll(() => {
  jpegs = numberedJpegs(PICTURES);
  turned = turnedJpegs(PICTURES);
});

const closing: (() => Promise<unknown> | unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A WebSocket server that gives each client a message every 40 ms. */
async function serve(message: (picture: number) => string | Uint8Array, port = 0): Promise<number> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  server.on('connection', (socket: WebSocket) => {
    let next = 0;
    const timer = setInterval(() => socket.send(message(next++ % PICTURES)), EVERY_MS);
    socket.on('close', () => clearInterval(timer));
  });
  await once(server, 'listening');
  closing.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const base64Frame = (number: number) =>
  JSON.stringify({
    type: 'frame',
    data: {
      stream_id: 'cam',
      timestamp: Date.now() / 1000,
      frame_number: number,
      quality: 'medium',
      frame: Buffer.from(jpegs[number] ?? []).toString('base64'),
    },
  });

async function view(project: string, source: string): Promise<OpenViewer> {
  const viewer = await openViewer(project, ['--source', source]);
  closing.push(() => viewer.close());
  return viewer;
}

/** Pictures move on, and in order. */
const expectLive = (page: Page, pictures: number) => expectInOrder(() => frameNumber(page), pictures);

test('shows a JPEG stream', async ({}, { project }) => {
  const port = await serve(base64Frame);
  const { page, errors } = await view(project.name, `jpeg+ws://127.0.0.1:${port}/ws/viewer/cam`);
  await expectLive(page, PICTURES);
  await expect(page.locator('.status')).toHaveCount(0);
  // Its past has small pictures, too.
  await shownNumber(() => cardNumberAt(page, 0.5));
  expect(errors).toEqual([]);
});

test('shows what is whole of a JPEG stream with broken pictures in it', async ({}, { project }) => {
  const port = await serve((number) => {
    const jpeg = Buffer.from(jpegs[number] ?? []);
    // One whose head is whole, so that only the decoder can tell.
    if (number % 5 === 1) return Buffer.concat([jpeg.subarray(0, 700), Buffer.from('ffd9', 'hex')]);
    return number % 5 === 2 ? jpeg.subarray(0, 500) : jpeg;
  });
  const { page } = await view(project.name, `jpeg+ws://127.0.0.1:${port}/ws/viewer/cam`);
  await expectMoving(() => frameNumber(page));
});

test('shows a Pi that sends JPEGs, upright by their Exif, with its instruments', async ({}, { project }) => {
  const telemetry = await serve(() => JSON.stringify({ roll: 3, pitch: 2, yaw: 45, server_time: Date.now() / 1000 }));
  const camera = await serve((number) => writePiFrame(Date.now() / 1000, turned[number] ?? new Uint8Array()));
  const { page } = await view(project.name, `pi+ws://127.0.0.1:${camera}?telemetry=${telemetry}`);
  await expectLive(page, PICTURES);
  await expect(page.getByRole('img', { name: /heading|yaw/i })).toHaveAttribute('aria-label', /45/);
  // A download is a file in the person's own folder there.
  if (project.name === 'electron') return;
  await page.keyboard.press('o');
  await shownNumber(() => frameNumber(page));
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('p')]);
  const snapshot = PNG.sync.read(readFileSync(await download.path()));
  expect([snapshot.width, snapshot.height, numberIn(snapshot) !== undefined]).toEqual([640, 480, true]);
});

test('comes back when the server does', async ({}, { project }) => {
  const port = await freePort();
  const { page } = await view(project.name, `jpeg+ws://127.0.0.1:${port}/ws/viewer/cam`);
  await expect(page.locator('.status[data-status=unreachable]')).toBeVisible();
  await serve(base64Frame, port);
  await expectLive(page, PICTURES);
});

test('shows one station’s H.264 as JPEG in another', async ({}, { project }) => {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  const host: Child = await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort });
  closing.push(() => host.stop());
  const ports = ['--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
  const station = startChild(process.execPath, [CLI, '--shell', 'none', '--host', '127.0.0.1', ...ports]);
  closing.push(() => station.stop());
  const [, url = ''] = await station.line(/The viewer is at (\S+)/);
  const list = await fetch(new URL('/api/streams', url));
  const { streams } = (await list.json()) as { streams: { stream_id: string }[] };
  const path = `/ws/viewer/${encodeURIComponent(streams[0]?.stream_id ?? '')}`;
  const { page } = await view(project.name, `jpeg+ws://${new URL(url).host}${path}`);
  await expectLive(page, 300);
});
