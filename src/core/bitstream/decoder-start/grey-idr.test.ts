import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findStartCode } from '../annex-b';
import { ParameterSetTable } from '../parameter-set-table';
import { PictureEndFinder } from '../picture-end/picture-end-finder';
import { greyIdr } from './grey-idr';

/** SPS and PPS of x264 for a size, pixel format and settings. */
function setsOf(size: string, profile: string, format: string, params: string) {
  const stream = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', `color=black:s=${size}:r=25`, '-frames:v', '1', '-pix_fmt', format],
      ...['-c:v', 'libx264', '-profile:v', profile, '-x264-params', params, '-f', 'h264', '-'],
    ],
    { maxBuffer: 1 << 26 },
  );
  const bytes = new Uint8Array(stream);
  const table = new ParameterSetTable();
  const nals: Uint8Array[] = [];
  for (let at = findStartCode(bytes, 0, bytes.length); at !== -1; ) {
    const next = findStartCode(bytes, at + 3, bytes.length);
    let end = next === -1 ? bytes.length : next;
    while (bytes[end - 1] === 0) end--;
    const nal = bytes.slice(at + 3, end);
    if ((nal[0]! & 31) === 7) table.storeSps(nal);
    if ((nal[0]! & 31) === 8) table.storePps(nal);
    if ([7, 8].includes(nal[0]! & 31)) nals.push(nal);
    at = next;
  }
  return { nals, sets: table.find(0)! };
}

const START_CODE = Uint8Array.of(0, 0, 0, 1);

describe('a grey IDR picture', () => {
  it.each([
    ['CAVLC', '160x120', 'baseline', 'yuv420p', ''],
    ['CABAC', '160x120', 'main', 'yuv420p', ''],
    ['CABAC, 8x8 transform, cropped', '170x134', 'high', 'yuv420p', ''],
    ['CABAC, 1080p', '1920x1080', 'high', 'yuv420p', ''],
    ['CAVLC, one macroblock', '16x16', 'baseline', 'yuv420p', ''],
    ['CAVLC, MBAFF', '160x128', 'high', 'yuv420p', 'tff=1:cabac=0'],
    ['CABAC, MBAFF', '160x128', 'high', 'yuv420p', 'tff=1'],
    ['CABAC, monochrome', '160x120', 'high', 'gray', ''],
    ['CAVLC, monochrome', '160x120', 'high', 'gray', 'cabac=0'],
    ['CABAC, 4:2:2', '160x120', 'high422', 'yuv422p', ''],
    ['CAVLC, 4:2:2', '160x120', 'high422', 'yuv422p', 'cabac=0'],
    ['CABAC, 4:4:4', '160x120', 'high444', 'yuv444p', ''],
    ['CAVLC, 4:4:4', '160x120', 'high444', 'yuv444p', 'cabac=0'],
  ])('is grey to ffmpeg: %s', (_, size, profile, format, params) => {
    const { nals, sets } = setsOf(size, profile, format, params);
    const slices = greyIdr(sets)!;
    const stream = Buffer.concat([...nals, ...slices].flatMap((nal) => [START_CODE, nal]));
    const decoded = spawnSync('ffmpeg', ['-v', 'warning', '-f', 'h264', '-i', '-', '-f', 'rawvideo', '-'], {
      input: stream,
      maxBuffer: 1 << 26,
    });
    expect(decoded.stderr.toString()).toBe('');
    const [width, height] = size.split('x').map(Number);
    const samples = { gray: 1.5, yuv420p: 1.5, yuv422p: 2, yuv444p: 3 }[format]!;
    expect(decoded.stdout).toHaveLength(width! * height! * samples);
    expect(decoded.stdout.every((sample) => sample === 128)).toBe(true);
  });

  it('is a whole picture to our own reader', () => {
    for (const profile of ['baseline', 'high']) {
      const { sets } = setsOf('320x240', profile, 'yuv420p', '');
      const [slice] = greyIdr(sets)!;
      const bytes = Buffer.concat([START_CODE, slice!]);
      const picture = { picture: 1, bytes, nalStart: 4, nalEnd: bytes.length, nalComplete: false, earlierSlices: [] };
      expect(new PictureEndFinder().find({ ...picture, ...sets })).toEqual({ state: 'end', offset: bytes.length });
    }
  });

  it('is not written for slice groups', () => {
    const { sets } = setsOf('160x120', 'baseline', 'yuv420p', '');
    expect(greyIdr({ ...sets, pps: { ...sets.pps, num_slice_groups_minus1: 1 } })).toBeUndefined();
  });
});
