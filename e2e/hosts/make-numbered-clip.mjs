/**
 * Clips whose pictures carry their own number, so that a test can tell from the pixels which picture is on the screen.
 *
 * The strip: 14 blocks of 32x32 pixels from (width/2 − 224, height/2 − 16): a white guard, 12 bits of the number, lowest
 * first, white for 1, and a black guard; black around it.
 *
 * Use: node e2e/hosts/make-numbered-clip.mjs [--size 640x480] [--fps 30] [--frames 600] [--gop 30]
 *      [--profile baseline|main|high] [--slices 1] [--bitrate 2M] [--aud]      prints the file
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const CACHE = fileURLToPath(new URL('../../.cache/clips/', import.meta.url));
const BLOCK = 32;
const BITS = 12;

/** Where the strip's first block lies. */
function stripOrigin(width, height) {
  return { x: width / 2 - ((BITS + 2) * BLOCK) / 2, y: height / 2 - BLOCK / 2 };
}

const DEFAULTS = {
  size: '640x480',
  fps: 30,
  frames: 600,
  gop: 30,
  profile: 'baseline',
  slices: 1,
  bitrate: '2M',
  aud: false,
};

/**
 * Makes a clip, or finds it in `.cache/clips`. Needs ffmpeg with libx264 (`FFMPEG_BIN` or on the path).
 *
 * @param options any of `DEFAULTS`.
 * @returns the file's path.
 */
export async function numberedClip(options = {}) {
  const { size, fps, frames, gop, profile, slices, bitrate, aud } = { ...DEFAULTS, ...options };
  const [width, height] = size.split('x').map(Number);
  const { x, y } = stripOrigin(width, height);
  const box = (left, top, w, h, colour, when = '') =>
    `drawbox=x=${left}:y=${top}:w=${w}:h=${h}:color=${colour}:t=fill${when && `:enable='${when}'`}`;
  const filters = [
    box(x, y - 16, (BITS + 2) * BLOCK, 64, 'black'),
    box(x, y, BLOCK, BLOCK, 'white'),
    ...Array.from({ length: BITS }, (_, bit) =>
      box(x + BLOCK * (bit + 1), y, BLOCK, BLOCK, 'white', `gt(bitand(n,${1 << bit}),0)`),
    ),
    'format=yuv420p',
  ];
  const x264 = [
    `slices=${slices}`,
    'sliced-threads=0',
    'repeat-headers=1',
    `aud=${aud ? 1 : 0}`,
    `keyint=${gop}`,
    `min-keyint=${gop}`,
    'scenecut=0',
  ];
  const args = [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${fps}`, '-frames:v', `${frames}`],
    ...['-vf', filters.join(','), '-c:v', 'libx264', '-profile:v', profile, '-preset', 'veryfast'],
    ...['-tune', 'zerolatency', '-b:v', bitrate, '-maxrate', bitrate, '-bufsize', bitrate, '-bf', '0'],
    ...['-x264-params', x264.join(':'), '-f', 'h264'],
  ];
  // The arguments name the clip, so that a change of this file makes a new one.
  const hash = createHash('sha256').update(args.join('\n')).digest('hex').slice(0, 10);
  const file = join(CACHE, `numbered-${size}-${fps}-${profile}-${hash}.h264`);
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.part`;
  await promisify(execFile)(process.env.FFMPEG_BIN || 'ffmpeg', [...args, partial]);
  renameSync(partial, file);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, value]) => [
      name,
      { type: typeof value === 'boolean' ? 'boolean' : 'string' },
    ]),
  );
  const { values } = parseArgs({ options: text });
  console.log(await numberedClip(values));
}
