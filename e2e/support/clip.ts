import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeNumberedClip } from '../player/numbered-clip';

const FOLDER = path.resolve(import.meta.dirname, '../../build/e2e');

/** Pictures in the clip: ten seconds at 30 a second, so that a number is read before it comes round again. */
export const CLIP_PICTURES = 300;

/** A key picture a second. */
export const CLIP_GROUP = 30;

/** A clip of numbered pictures, 640x480, a key picture a second; made once a machine. */
export function numberedClipFile(): string {
  const file = path.join(FOLDER, `numbered-${CLIP_PICTURES}.h264`);
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    const clip = makeNumberedClip({ width: 640, height: 480, frames: CLIP_PICTURES, group: CLIP_GROUP, block: 32 });
    writeFileSync(file, clip.bytes);
  }
  return file;
}

/** The same pictures at half the size and another level: what a camera gives whose settings were changed. */
export function smallClipFile(): string {
  const file = path.join(FOLDER, `numbered-small-${CLIP_PICTURES}.h264`);
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(
      file,
      makeNumberedClip({ width: 320, height: 240, frames: CLIP_PICTURES, group: CLIP_GROUP, block: 16 }).bytes,
    );
  }
  return file;
}
