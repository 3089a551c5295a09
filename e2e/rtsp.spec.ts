import { readFileSync } from 'node:fs';
import { AccessUnitAssembler } from '../src/core/bitstream/access-unit-assembler';
import type { AccessUnit } from '../src/core/media/access-unit';
import { RtpPacketiser } from '../src/core/protocols/rtp/packetise';
import { Camera } from '../src/station/sources/dial/rtsp/fixtures/camera';
import { CLIP_PICTURES, numberedClipFile } from './support/clip';
import { expectInOrder } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { type OpenViewer, openViewer } from './support/viewer';

let units: AccessUnit[];
test.beforeAll(() => {
  units = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => undefined });
  assembler.push(new Uint8Array(readFileSync(numberedClipFile())), 0);
  assembler.flush();
});

let viewer: OpenViewer;
let camera: Camera;
test.afterEach(async () => {
  await viewer?.close();
  await camera?.close();
});

/** The numbered clip round and round, 30 pictures a second. */
function live(send: (packet: Uint8Array) => void): () => void {
  const packetiser = new RtpPacketiser({ codec: 'h264', ssrc: 5 });
  let next = 0;
  const timer = setInterval(() => {
    const { data } = units[next % units.length] as AccessUnit;
    for (const packet of packetiser.packets(data, next * 3000)) send(packet);
    next++;
  }, 33);
  return () => clearInterval(timer);
}

test('a camera of RTSP is added by its form, with its password, and comes back after its connection broke', async ({}, {
  project,
}) => {
  camera = await new Camera({ live, password: 'admin:s3cret-pass' }).listen();
  viewer = await openViewer(project.name, []);
  const { page } = viewer;
  await page.getByRole('dialog').getByRole('button', { name: 'Cameras…' }).press('Enter');
  await page.getByRole('combobox', { name: 'Kind of camera' }).selectOption({ label: 'RTSP' });
  await page.getByRole('textbox', { name: 'Address' }).fill('127.0.0.1');
  await page.getByRole('textbox', { name: 'Port' }).fill(String(camera.port));
  await page.getByRole('textbox', { name: 'Path' }).fill('/cam?channel=1');
  await page.getByRole('textbox', { name: 'User' }).fill('admin');
  await page.getByRole('textbox', { name: 'Password' }).fill('s3cret-pass');
  await page.getByRole('textbox', { name: 'Password' }).press('Enter');
  const look = () => frameNumber(page);
  await expectInOrder(look, CLIP_PICTURES, 5);
  expect(camera.asked.at(-1)?.url).toBe(`rtsp://127.0.0.1:${camera.port}/cam?channel=1`);
  camera.drop();
  await expect.poll(() => camera.methods().filter((method) => method === 'PLAY')).toHaveLength(2);
  await expectInOrder(look, CLIP_PICTURES, 5);
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Cameras' })).toContainText(`rtsp://127.0.0.1:${camera.port}/cam`);
  await expect(page.getByRole('dialog')).not.toContainText('s3cret');
  expect(viewer.errors).toEqual([]);
});
