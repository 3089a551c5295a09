import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, freeUdpPort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { expect, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
const children: Child[] = [];
test.afterEach(async () => {
  await viewer?.close();
  for (const child of children.splice(0)) await child.stop();
});

function start(...args: readonly string[]): Child {
  const child = startChild(process.execPath, [CLI, 'simulate', ...args]);
  children.push(child);
  return child;
}

test('a flight controller’s own screen is drawn over the picture, can be put away, ages and goes', async ({}, {
  project,
}) => {
  const [udp, video, telemetry] = [await freeUdpPort(), await freePort(), await freePort()];
  const pi = start(
    'pi',
    '--video-port',
    String(video),
    '--telemetry-port',
    String(telemetry),
    '--clip',
    numberedClipFile(),
  );
  await pi.line(/\d/);
  const camera = ['--host', '127.0.0.1', '--video-port', String(video)];
  viewer = await openViewer(project.name, [...camera, '--telemetry', `msp+udp://127.0.0.1:${udp}`]);
  const { page } = viewer;
  const controller = start('msp', '--udp', `127.0.0.1:${udp}`, '--noise');
  const screen = page.getByRole('img', { name: /^Flight controller’s screen/ });
  await expect(screen).toHaveAttribute('aria-label', /^Flight controller’s screen: .*GROUNDGLASS.*🔋1\d\.\dV/);
  // It tells of the vehicle itself: our own instruments would say that nothing is known.
  await expect(page.getByRole('img', { name: /^Compass/ })).toHaveCount(0);
  const shape = await screen.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    let painted = 0;
    for (let at = 3; at < pixels.length; at += 4) if (pixels[at]! > 128) painted++;
    return { share: painted / (width * height), aspect: width / height };
  });
  expect(shape.share).toBeGreaterThan(0.01);
  expect(shape.share).toBeLessThan(0.3);
  expect(shape.aspect).toBeCloseTo(4 / 3, 1);
  const drawn = async () => Number(await screen.getAttribute('data-draws'));
  const before = await drawn();
  await expect.poll(drawn).toBeGreaterThan(before + 3);

  await page.keyboard.press('o');
  await expect(screen).toHaveCount(0);
  await page.keyboard.press('o');
  await expect(screen).toHaveCount(1);

  await page.keyboard.press('n');
  const link = page.getByRole('dialog', { name: 'What is on this link?' });
  const region = link.getByRole('region', { name: 'Flight controller’s OSD' });
  await expect(region).toContainText('BTFL');
  await expect(region).toContainText('53x20');
  await page.keyboard.press('Escape');

  await controller.stop();
  await expect(screen).toHaveCount(0);
  expect(viewer.errors).toEqual([]);
});

test('it is in the recording, and shown again where that is played', async ({}, { project }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-osd-'));
  try {
    const [udp, video, telemetry] = [await freeUdpPort(), await freePort(), await freePort()];
    const pi = start('pi', '--video-port', String(video), '--telemetry-port', String(telemetry));
    await pi.line(/\d/);
    start('msp', '--udp', `127.0.0.1:${udp}`);
    const vehicle = encodeURIComponent(`msp+udp://127.0.0.1:${udp}`);
    const source = `pi://127.0.0.1:${video}?telemetry=${telemetry}&vehicle=${vehicle}`;
    const recorder = startChild(process.execPath, [CLI, 'record', '--source', source, '--for', '6s', '--out', folder]);
    children.push(recorder);
    expect(await recorder.exited).toBe(0);
    const film = readdirSync(folder).find((name) => name.endsWith('.mp4'));
    viewer = await openViewer(project.name, ['play', path.join(folder, film ?? '')]);
    const screen = viewer.page.getByRole('img', { name: /^Flight controller’s screen/ });
    await expect(screen).toHaveAttribute('aria-label', /GROUNDGLASS/);
    expect(viewer.errors).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
