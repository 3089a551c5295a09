import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { keyPictureOfFile } from './key-picture-of-file';
import { openMediaFile } from './open-media-file';

const run = promisify(execFile);
const ZERO_US = 1.8e15;
let folder = '';
let file = '';

/** 90 s in fragments, a key picture a second. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-key-'));
  file = path.join(folder, 'film.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=10:duration=90'];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-sc_threshold', '0', '-pix_fmt', 'yuv420p'];
  await run('ffmpeg', ['-v', 'error', ...source, ...coded, '-movflags', 'frag_keyframe+empty_moov', file]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (seconds: number) => keyPictureOfFile(file, ZERO_US, ZERO_US + seconds * 1e6);

describe('the key picture of a moment of a file', () => {
  it('is the one that it is decoded from, and says until when it is that', async () => {
    const key = await at(2.65);
    expect(key).toMatchObject({ timeUs: ZERO_US + 2e6, nextUs: ZERO_US + 3e6, unit: { key: true, codec: 'h264' } });
    const opened = await openMediaFile(file);
    if (!opened.ok) throw new Error(english(opened.message));
    expect(key?.unit.data).toEqual(await opened.value.load(20));
    await opened.value.close();
  });

  it('is the nearest before the beginning and after the end', async () => {
    expect(await at(-5)).toMatchObject({ timeUs: ZERO_US });
    expect(await at(500)).toMatchObject({ timeUs: ZERO_US + 89e6, nextUs: undefined });
  });

  it('is found without an index of all that follows', async () => {
    const opened = await openMediaFile(file, { toUs: 2e6 });
    if (!opened.ok) throw new Error(english(opened.message));
    await opened.value.indexed;
    expect(opened.value.index.count).toBeLessThan(900);
    await opened.value.close();
  });

  it('is none of a file that cannot be read', async () => {
    expect(await keyPictureOfFile(path.join(folder, 'none.mp4'), ZERO_US, ZERO_US)).toBeUndefined();
  });
});
