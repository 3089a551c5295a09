import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';

const FLIGHT = join(root, 'resources/demo-flight/flight.h264');
/** From the flight's first turn on; the browser plays it round and round. */
const FROM_S = '4';
const PICTURES = '300';

/**
 * The switches that make the demo flight the browser's camera, without a question.
 * @returns {string[]}
 */
export function demoCamera() {
  const folder = join(root, 'build/screenshots');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'camera.mjpeg');
  const from = ['-r', '30', '-i', FLIGHT, '-ss', FROM_S, '-frames:v', PICTURES];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...from, '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', file]);
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}
