import { freeUdpPort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { CLIP_PICTURES, numberedClipFile } from './support/clip';
import { type LossyWire, openLossyWire } from './support/lossy-wire';
import { expectInOrder, expectMoving, nextNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let camera: Child;
let wire: LossyWire;
test.afterEach(async () => {
  await viewer?.close();
  await camera?.stop();
  await wire?.close();
});

/** ffmpeg sends the numbered clip again and again, as a camera does. It cannot begin a bare stream anew: six minutes are one input. */
function send(port: number): Child {
  const again = Array.from({ length: 36 }, () => numberedClipFile()).join('|');
  const input = ['-re', '-framerate', '30', '-f', 'h264', '-i', `concat:${again}`];
  const output = ['-c', 'copy', '-f', 'rtp', `rtp://127.0.0.1:${port}?pkt_size=1200`];
  return startChild('ffmpeg', ['-v', 'error', '-nostdin', '-fflags', '+genpts', ...input, ...output]);
}

test('a camera of RTP is shown picture by picture, comes back after a pause, and says who sends', async ({}, {
  project,
}) => {
  const port = await freeUdpPort();
  viewer = await openViewer(project.name, ['--source', `rtp://127.0.0.1:${port}?name=Drone`]);
  const { page } = viewer;
  const look = () => frameNumber(page);
  await expect(page.locator('.status[data-status=connecting]')).toContainText(
    `Nothing has come to udp 127.0.0.1:${port} yet.`,
  );
  camera = send(port);
  await expectInOrder(look, CLIP_PICTURES, 10);
  await expect(page.getByRole('img', { name: /^Latency/ })).toHaveAttribute('aria-label', /\d+ ms from arrival/);
  await page.keyboard.press('n');
  const link = page.getByRole('dialog', { name: 'What is on this link?' });
  await expect(link).toContainText('96 H264');
  await expect(link).toContainText('marked by the sender');
  await page.keyboard.press('Escape');

  await camera.stop();
  await expect(page.locator('.status[data-status=stale]')).toBeVisible();
  camera = send(port);
  await expect(page.locator('.status')).toHaveCount(0);
  await expectInOrder(look, CLIP_PICTURES, 5);
  expect(viewer.errors).toEqual([]);
});

test('what a bad wire loses, delays and doubles is never shown as a false picture', async ({}, { project }) => {
  const port = await freeUdpPort();
  wire = await openLossyWire(port);
  viewer = await openViewer(project.name, ['--source', `rtp://127.0.0.1:${port}?name=Drone`]);
  const look = () => frameNumber(viewer.page);
  camera = send(wire.port);
  await expectInOrder(look, CLIP_PICTURES, 5);
  // Late and doubled packets cost nothing.
  wire.setFaults({ delaysOneOf: 7, doublesOneOf: 5 });
  await expectInOrder(look, CLIP_PICTURES, 20);
  wire.setFaults({ losesOneOf: 50, delaysOneOf: 7, doublesOneOf: 5 });
  const seen: number[] = [];
  await expect(async () => {
    seen.push(await nextNumber(look));
    expect(wire.lost).toBeGreaterThan(10);
    expect(seen.length).toBeGreaterThan(10);
  }).toPass({ intervals: [0] });
  expect(seen.filter((number) => number >= CLIP_PICTURES)).toEqual([]);
  wire.setFaults({});
  await expectMoving(look);
  await expectInOrder(look, CLIP_PICTURES, 10);
  expect(viewer.errors).toEqual([]);
});
