import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeNumberedClip } from '../player/numbered-clip';

const FOLDER = path.resolve(import.meta.dirname, '../../build/e2e');

/** Pictures in the clip: ten seconds at 30 a second, so that a number is read before it comes round again. */
export const CLIP_PICTURES = 300;

/** A key picture a second. */
export const CLIP_GROUP = 30;

/** A clip of numbered pictures, 640x480, a key picture a second; made once a machine. */
export function numberedClipFile(): string {
  return madeOnce(`numbered-${CLIP_PICTURES}.h264`, (file) => {
    const clip = makeNumberedClip({ width: 640, height: 480, frames: CLIP_PICTURES, group: CLIP_GROUP, block: 32 });
    writeFileSync(file, clip.bytes);
  });
}

/** The same pictures at half the size and another level: what a camera gives whose settings were changed. */
export function smallClipFile(): string {
  return madeOnce(`numbered-small-${CLIP_PICTURES}.h264`, (file) => {
    const clip = makeNumberedClip({ width: 320, height: 240, frames: CLIP_PICTURES, group: CLIP_GROUP, block: 16 });
    writeFileSync(file, clip.bytes);
  });
}

const ENCODERS = {
  h264: ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '60', '-crf', '20'],
  h265: [
    ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '24', '-tag:v', 'hvc1'],
    ...['-x265-params', 'bframes=3:b-adapt=0:keyint=60:log-level=error'],
  ],
} as const;

/** The clip's pictures, 30 a second, as another program writes them: a film with B pictures. */
export function filmWithBPictures(codec: keyof typeof ENCODERS): string {
  return madeOnce(`numbered-b-${codec}-${CLIP_PICTURES}.mp4`, (file) => {
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-r', '30', '-i', numberedClipFile(), ...ENCODERS[codec], file]);
  });
}

/** Makes a file where there is none. A worker beside this one, which looks for it too, finds it whole or not at all. */
function madeOnce(name: string, make: (file: string) => void): string {
  const file = path.join(FOLDER, name);
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  const unfinished = path.join(FOLDER, `unfinished-${process.pid}-${name}`);
  make(unfinished);
  renameSync(unfinished, file);
  return file;
}
