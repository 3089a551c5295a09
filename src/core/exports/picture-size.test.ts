import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { JFIF_COLOUR } from '../colour/colour';
import type { EncodedOutput } from './ffmpeg-arguments';
import { exportRuns } from './ffmpeg-arguments';
import { exportedSize } from './picture-size';

it.each([
  [642, 361, 'original'],
  [1278, 719, 480],
  [853, 480, 1080],
  [321, 1001, 480],
] as const)('knows the size that ffmpeg makes of %d × %d at %s', (width, height, wanted) => {
  const output: EncodedOutput = { kind: 'webp', overlay: false, height: wanted, fps: 1 };
  const [args = []] = exportRuns(output, { colour: JFIF_COLOUR, input: 'none', output: 'none', palette: 'none' });
  const filters = args[args.indexOf('-vf') + 1] ?? '';
  const source = ['-v', 'error', '-f', 'lavfi', '-i', `color=s=${width}x${height}:d=1:r=1,format=rgb24`];
  const raw = ['-vf', filters, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  const made = exportedSize({ width, height }, wanted);
  expect(execFileSync('ffmpeg', [...source, ...raw], { maxBuffer: 1e8 }).length).toBe(made.width * made.height);
  expect((made.height % 2) + (made.width % 2)).toBe(0);
});
