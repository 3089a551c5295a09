/**
 * Renders the demo flight into resources/demo-flight: flight.h264 and telemetry.json. Needs ffmpeg with libx264.
 *
 * Use: node scripts/render-demo-flight/index.mjs             all of it, some minutes
 *      node scripts/render-demo-flight/index.mjs --still 0,150 DIR    only these frames, as PNG files in DIR
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HEIGHT, WIDTH } from './camera.mjs';
import { encoderArguments } from './encoder.mjs';
import { FPS, FRAMES } from './flight-path.mjs';
import { createLayers, SIZE } from './layers.mjs';
import { createPool } from './pool.mjs';
import { COLUMNS, createSky } from './sky.mjs';
import { telemetryFile } from './telemetry-file.mjs';

const FFMPEG = process.env.FFMPEG_BIN || 'ffmpeg';
const RAW = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', `${FPS}`, '-i', '-'];
const target = fileURLToPath(new URL('../../resources/demo-flight/', import.meta.url));

async function buildLandscape(pool) {
  const strips = (kind, size, extra, pieces = 16) =>
    Array.from({ length: pieces }, (_, i) =>
      pool.run({ kind, ...extra, from: Math.floor((size * i) / pieces), to: Math.floor((size * (i + 1)) / pieces) }),
    );
  await Promise.all([
    ...[0, 1, 2, 3].flatMap((layer) => strips('fill', SIZE, { layer })),
    ...strips('sky', COLUMNS, {}),
  ]);
  await Promise.all([0, 1, 2, 3].flatMap((layer) => strips('light', SIZE, { layer })));
}

/** Frames in order, a few ahead, into ffmpeg's standard input. */
async function pipeFrames(pool, frames, args, cwd) {
  const ffmpeg = spawn(FFMPEG, ['-v', 'error', '-y', ...args], { stdio: ['pipe', 'inherit', 'inherit'], cwd });
  const exit = once(ffmpeg, 'exit');
  const ahead = [];
  const asked = frames[Symbol.iterator]();
  const ask = () => {
    const { value, done } = asked.next();
    if (!done) ahead.push(pool.run({ kind: 'frame', frame: value }));
  };
  for (let i = 0; i < pool.threads + 2; i++) ask();
  for (let written = 0; ahead.length > 0; written++) {
    const image = await ahead.shift();
    ask();
    if (!ffmpeg.stdin.write(image)) await once(ffmpeg.stdin, 'drain');
    if (written % 30 === 29) console.log(`${written + 1} frames`);
  }
  ffmpeg.stdin.end();
  const [code] = await exit;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

async function encode(work) {
  for (const pass of [1, 2]) {
    const ffmpeg = spawn(FFMPEG, encoderArguments(join(work, 'lossless.mkv'), join(target, 'flight.h264'), pass), {
      stdio: 'inherit',
      cwd: work,
    });
    const [code] = await once(ffmpeg, 'exit');
    if (code !== 0) throw new Error(`ffmpeg ended with ${code} in pass ${pass}`);
  }
}

const [flag, list, directory] = process.argv.slice(2);
const layers = createLayers();
const sky = createSky();
const pool = createPool({ layers, sky });
const started = Date.now();
await buildLandscape(pool);
console.log(`landscape after ${Math.round((Date.now() - started) / 1000)} s`);
if (flag === '--still') {
  mkdirSync(directory, { recursive: true });
  for (const frame of list.split(',').map(Number)) {
    await pipeFrames(pool, [frame], [...RAW, '-frames:v', '1', join(directory, `frame-${frame}.png`)]);
  }
} else {
  mkdirSync(target, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'demo-flight-'));
  const frames = Array.from({ length: FRAMES }, (_, i) => i);
  await pipeFrames(pool, frames, [
    ...RAW,
    '-c:v',
    'libx264rgb',
    '-qp',
    '0',
    '-preset',
    'ultrafast',
    join(work, 'lossless.mkv'),
  ]);
  await encode(work);
  rmSync(work, { recursive: true });
  writeFileSync(join(target, 'telemetry.json'), telemetryFile());
  for (const name of ['flight.h264', 'telemetry.json']) console.log(name, statSync(join(target, name)).size, 'bytes');
}
await pool.close();
console.log(`done after ${Math.round((Date.now() - started) / 1000)} s`);
