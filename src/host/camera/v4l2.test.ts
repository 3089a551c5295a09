import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { formatOf } from '#core/bitstream/format';
import { readPrelude } from '#core/bitstream/prelude';
import { findFfmpeg } from '#station/find-ffmpeg';
import { hostSettings } from '../fixtures/run-host';
import type { CameraPicture } from './camera';
import { CAMERAS } from './table';

const real = findFfmpeg();
const STAND_IN = path.join(import.meta.dirname, '../fixtures/v4l2-ffmpeg.mjs');

it.skipIf(!real).each([
  ['raw', 'Baseline'],
  ['mjpeg', 'Baseline'],
  ['h264', 'as the camera has it'],
])('a camera that gives %s gives H.264 with parameter sets and key pictures (%s)', async (format) => {
  const ffmpeg = path.join(mkdtempSync(path.join(os.tmpdir(), 'v4l2-')), 'ffmpeg');
  const env = `FAKE_V4L2=${format} FAKE_V4L2_FFMPEG='${real}'`;
  writeFileSync(ffmpeg, `#!/bin/sh\n${env} exec '${process.execPath}' '${STAND_IN}' "$@"\n`);
  chmodSync(ffmpeg, 0o755);
  const settings = hostSettings({ camera: 'v4l2', ffmpeg, fps: 30, intra: 10, width: 320, height: 240 });
  const found = await CAMERAS.v4l2(settings, {
    patience: { firstMs: 100_000, quietMs: 60_000 },
  });
  if (!('camera' in found)) throw new Error('no camera');
  const pictures: CameraPicture[] = [];
  const end = new AbortController();
  await found.camera.run((picture) => {
    pictures.push(picture);
    if (pictures.length === 25) end.abort();
  }, end.signal);
  const keys = pictures.flatMap(({ key }, i) => (key ? [i] : []));
  expect(keys).toEqual([0, 10, 20]);
  for (const at of keys) expect(readPrelude(pictures[at]!.data)).toMatchObject({ sps: [{}], pps: [{}] });
  const read = formatOf(pictures[0]!.data);
  expect(read).toMatchObject({ width: 320, height: 240 });
  if (format !== 'h264') expect(read?.codec).toMatch(/^avc1\.42/);
});
