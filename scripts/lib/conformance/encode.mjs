import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nalUnitsOf } from '../../../src/core/bitstream/avcc.ts';

const run = promisify(execFile);
export const FFMPEG = process.env.FFMPEG_BIN || 'ffmpeg';
const MAX_BYTES = 1 << 29;

/** Of every stream that says nothing else. */
export const SIZE = { width: 192, height: 144 };
export const PICTURES = 90;

/**
 * Pictures that bear their number across the middle, of twenty blocks: a white guard, twelve bits with the lowest first, a
 * black guard; about them a moving test card.
 * @param {number} first
 */
function numbered({ width, height }, first, filter) {
  const block = Math.floor(width / 20);
  const [x, y] = [Math.floor(width / 2 - 7 * block), Math.floor(height / 2 - block / 2)];
  const box = (left, top, w, h, colour, when = '') =>
    `drawbox=x=${left}:y=${top}:w=${w}:h=${h}:color=${colour}:t=fill${when}`;
  const bits = Array.from({ length: 12 }, (_, bit) =>
    box(x + block * (bit + 1), y, block, block, 'white', `:enable='gt(bitand(n+${first},${1 << bit}),0)'`),
  );
  const strip = [box(x, y - block / 2, 14 * block, 2 * block, 'black'), box(x, y, block, block, 'white'), ...bits];
  return [
    '-f',
    'lavfi',
    '-i',
    `testsrc2=s=${width}x${height}:r=30`,
    '-vf',
    [...strip, ...filter, 'format=yuv420p'].join(','),
  ];
}

/** The number that a picture's luma bears; `undefined` where there is none. @param {Uint8Array} luma */
export function numberIn(luma, { width, height }) {
  const block = Math.floor(width / 20);
  const [left, row] = [Math.floor(width / 2 - 7 * block), Math.floor(height / 2)];
  const bright = (at) => luma[row * width + Math.floor(left + (at + 0.5) * block)] > 127;
  if (!bright(0) || bright(13)) return undefined;
  let number = 0;
  for (let bit = 0; bit < 12; bit++) if (bright(bit + 1)) number |= 1 << bit;
  return number;
}

/** @param {string} codec `libx264`, `libx265`, `mjpeg` @param {readonly string[]} more of ffmpeg's arguments */
async function encoded(codec, more, format, { size = SIZE, pictures = PICTURES, first = 0, filter = [] } = {}) {
  const args = ['-v', 'error', ...numbered(size, first, filter), '-frames:v', `${pictures}`, '-c:v', codec, ...more];
  const { stdout } = await run(FFMPEG, [...args, '-f', format, '-'], { maxBuffer: MAX_BYTES, encoding: 'buffer' });
  return stdout;
}

/**
 * H.264 of x264, as access units.
 * @param {string} params x264's own, behind those that all have
 * @param {{ profile?: string, args?: readonly string[], size?: object, pictures?: number, first?: number }} [options]
 * @returns {Promise<Uint8Array[][]>} each picture's NAL units, without delimiters
 */
export async function h264(params, { profile = 'baseline', args = [], ...options } = {}) {
  const own = `scenecut=0:threads=1:repeat-headers=1:aud=1:keyint=15:min-keyint=15:${params}`;
  const more = ['-profile:v', profile, '-preset', 'veryfast', ...args, '-x264-params', own];
  return parted(await encoded('libx264', more, 'h264', options), (nal) => (nal[0] & 31) === 9);
}

/** H.265 of x265, likewise. @param {string} params */
export async function h265(params, options = {}) {
  const own = `scenecut=0:pools=none:frame-threads=1:repeat-headers=1:aud=1:keyint=15:min-keyint=15:log-level=none:${params}`;
  const more = ['-preset', 'ultrafast', '-x265-params', own];
  return parted(await encoded('libx265', more, 'hevc', options), (nal) => ((nal[0] >> 1) & 63) === 35);
}

/** Frames of 4:2:0 as they are. */
export async function frames(size) {
  const bytes = await encoded('rawvideo', ['-pix_fmt', 'yuv420p'], 'rawvideo', { size });
  return Array.from({ length: PICTURES }, (_, n) =>
    bytes.subarray((n * bytes.length) / PICTURES, ((n + 1) * bytes.length) / PICTURES),
  );
}

/** JPEGs. @param {readonly string[]} filter of ffmpeg, behind the numbers */
export async function jpegs(filter = []) {
  const bytes = await encoded('mjpeg', ['-q:v', '3', '-huffman', 'default'], 'mjpeg', { filter });
  const pictures = [];
  for (let at = 0; at >= 0; ) {
    const next = bytes.indexOf('ffd9ffd8ff', at, 'hex');
    pictures.push(bytes.subarray(at, next < 0 ? bytes.length : next + 2));
    at = next < 0 ? -1 : next + 2;
  }
  return pictures;
}

function parted(bytes, isDelimiter) {
  const units = [];
  for (const nal of nalUnitsOf(bytes)) {
    if (isDelimiter(nal)) units.push([]);
    else units.at(-1)?.push(nal.slice());
  }
  return units;
}

const START_CODE = Buffer.of(0, 0, 0, 1);

/** An access unit's bytes. @param {readonly Uint8Array[]} nals */
export const annexB = (nals) => Buffer.concat(nals.flatMap((nal) => [START_CODE, nal]));

/**
 * The pictures of a file as ffmpeg shows them, in 4:2:0, each in the stream's size.
 * @param {Uint8Array | string} media bytes, or a file
 * @param {string} extension which format it is
 * @param {readonly string[]} [filter]
 * @returns {Promise<Buffer[]>}
 */
export async function decoded(media, extension, { width, height } = SIZE, filter = []) {
  const folder = mkdtempSync(join(os.tmpdir(), 'groundglass-conformance-'));
  try {
    const file = typeof media === 'string' ? media : join(folder, `media.${extension}`);
    if (typeof media !== 'string') writeFileSync(file, media);
    const out = ['-map', '0:v:0', '-fps_mode', 'passthrough', ...filter, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'];
    const { stdout } = await run(FFMPEG, ['-v', 'quiet', '-i', file, ...out], {
      maxBuffer: MAX_BYTES,
      encoding: 'buffer',
    });
    const bytes = (width * height * 3) / 2;
    return Array.from({ length: Math.floor(stdout.length / bytes) }, (_, n) =>
      stdout.subarray(n * bytes, (n + 1) * bytes),
    );
  } catch (error) {
    // A file with no picture in it.
    if (typeof error === 'object' && error && 'stdout' in error) return [];
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
