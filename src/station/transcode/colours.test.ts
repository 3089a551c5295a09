import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatOf } from '../../core/bitstream/format';
import { hevcFormatOf } from '../../core/bitstream/h265/format';
import { effectiveColour } from '../../core/colour/colour';
import { type Chart, chartStream, rgbOf, worstPatch } from '../../core/colour/fixtures/chart';
import { type EncodedOutput, exportRuns } from '../../core/exports/ffmpeg-arguments';
import { jfifColours, jpegArguments } from './ffmpeg-arguments';
import { h264Arguments } from './h264-arguments';

const FFMPEG = process.env.FFMPEG_BIN || 'ffmpeg';
const SD = { width: 640, height: 480 };
const HD = { width: 1280, height: 720 };
/** What is within the rounding of 8 bit samples, twice. */
const NEAR = 3;

const charts: readonly [string, Chart][] = [
  ['SD that says nothing', { ...SD, matrix: 601 }],
  ['SD of BT.601', { ...SD, matrix: 601, says: { matrix: 601 } }],
  ['SD of BT.601, full range', { ...SD, matrix: 601, full: true, says: { matrix: 601, full: true } }],
  ['SD of BT.709', { ...SD, matrix: 709, says: { matrix: 709 } }],
  ['SD of full range that names no matrix', { ...SD, matrix: 601, full: true, says: { full: true } }],
  ['HD that says nothing', { ...HD, matrix: 709 }],
  ['HD of BT.709', { ...HD, matrix: 709, says: { matrix: 709 } }],
  ['HD of BT.709, full range', { ...HD, matrix: 709, full: true, says: { matrix: 709, full: true } }],
  ['HD of BT.601, full range', { ...HD, matrix: 601, full: true, says: { matrix: 601, full: true } }],
  ['H.265, SD that says nothing', { ...SD, matrix: 601, codec: 'hevc' }],
  ['H.265, HD of BT.601', { ...HD, matrix: 601, codec: 'hevc', says: { matrix: 601 } }],
];

describe.each(charts)('the colours of %s', (_, chart) => {
  let folder = '';
  let stream: Buffer;
  const { width, height, codec = 'h264' } = chart;
  const colour = () => {
    const read = codec === 'h264' ? formatOf(stream) : hevcFormatOf(stream);
    return read?.colour ?? effectiveColour(undefined, { width: 0, height: 0 });
  };
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-colours-'));
    stream = chartStream(chart);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const worst = (file: Uint8Array | string, format: readonly string[], scale = '') =>
    worstPatch(rgbOf(file, format, scale), width, height);

  it('are known', () => {
    const { matrix, fullRange } = colour();
    expect([matrix === 1 ? 709 : 601, fullRange]).toEqual([chart.matrix, chart.full ?? false]);
  });

  it('are those of the JPEGs', () => {
    const args = jpegArguments({ ...SD, width, height, fps: 30, jpegQuality: 95 }, { input: codec, colour: colour() });
    const jpeg = execFileSync(FFMPEG, args, { input: stream, maxBuffer: 1e9 });
    expect(worst(jpeg, ['-f', 'mjpeg'])).toBeLessThanOrEqual(NEAR);
    expect(jfifColours(colour())).toContain('out_color_matrix=bt601');
  });

  const isMade = codec === 'hevc';
  const what = isMade ? 'the H.264 that is made of it' : 'the clips';
  it(`are those of ${what}`, () => (isMade ? expectMade() : expectClips()));

  function expectMade(): void {
    const h264 = execFileSync(FFMPEG, h264Arguments(colour()), { input: stream, maxBuffer: 1e9 });
    const made = formatOf(h264)?.colour;
    expect(made).toEqual({ ...colour(), fullRange: false });
    const scale = `:in_color_matrix=${made?.matrix === 1 ? 'bt709' : 'bt601'}`;
    expect(worst(h264, ['-f', 'h264'], scale)).toBeLessThanOrEqual(NEAR + 2);
  }

  function expectClips(): void {
    writeFileSync(path.join(folder, 'in.264'), stream);
    execFileSync(FFMPEG, ['-v', 'error', '-r', '30', '-i', 'in.264', '-c', 'copy', 'in.mp4'], { cwd: folder });
    const common = { overlay: false, height: 'original' } as const;
    const outputs: EncodedOutput[] = [
      { ...common, kind: 'reencode', rate: { quality: 'best' } },
      { ...common, kind: 'gif', fps: 5 },
      { ...common, kind: 'webp', fps: 5 },
    ];
    for (const output of outputs) {
      const file = `out.${output.kind === 'reencode' ? 'mp4' : output.kind}`;
      for (const args of exportRuns(output, { input: 'in.mp4', colour: colour(), output: file, palette: 'p.png' })) {
        execFileSync(FFMPEG, args, { cwd: folder });
      }
      const made = path.join(folder, file);
      if (output.kind === 'webp') {
        // ffmpeg reads no animated WebP: its first picture is a VP8 key frame of its own.
        expect(
          worst(stillOf(readFileSync(made)), ['-f', 'webp_pipe'], ':in_color_matrix=bt601'),
          file,
        ).toBeLessThanOrEqual(NEAR + 2);
      } else {
        const matrix = output.kind === 'gif' ? '' : `:in_color_matrix=${chart.matrix === 709 ? 'bt709' : 'bt601'}`;
        // A GIF's palette is dithered.
        expect(worst(made, [], matrix), file).toBeLessThanOrEqual(output.kind === 'gif' ? NEAR + 3 : NEAR);
      }
    }
  }
});

/** The first picture of an animated WebP as one that stands still (the container's specification, “Animation”). */
function stillOf(file: Buffer): Buffer {
  const chunk = file.indexOf('VP8 ', Math.max(0, file.indexOf('ANMF')));
  const bytes = file.readUInt32LE(chunk + 4);
  const head = Buffer.alloc(12);
  head.write('RIFF');
  head.writeUInt32LE(4 + 8 + bytes + (bytes % 2), 4);
  head.write('WEBP', 8);
  return Buffer.concat([head, file.subarray(chunk, chunk + 8 + bytes + (bytes % 2))]);
}
