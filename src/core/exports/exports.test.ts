import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectiveColour } from '../colour/colour';
import { type EncodedOutput, exportRuns } from './ffmpeg-arguments';
import { PROGRESS_ARGUMENTS, ProgressReader } from './progress';

describe('what ffmpeg is asked', () => {
  let folder = '';
  const run = (...args: readonly string[]) => execFileSync('ffmpeg', args, { cwd: folder, encoding: 'utf8' });
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-export-args-'));
    const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=642x360:r=25:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
    run('-v', 'error', ...sources, '-c:v', 'libx264', '-preset', 'ultrafast', 'in put.mp4');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What ffprobe says of what comes out. */
  function made(output: EncodedOutput) {
    const extension = output.kind === 'reencode' ? 'mp4' : output.kind;
    const colour = effectiveColour(undefined, { width: 642, height: 360 });
    const files = { input: 'in put.mp4', colour, output: `out.${extension}`, palette: 'palette.png' };
    for (const args of exportRuns(output, files)) run(...PROGRESS_ARGUMENTS, ...args);
    return path.join(folder, files.output);
  }
  function probe(file: string) {
    const args = ['-v', 'error', '-of', 'json', '-count_packets', '-show_streams', '-show_format', file];
    return JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as {
      readonly streams: readonly Record<string, unknown>[];
    };
  }

  it('H.264 with sound, each picture at its own time, its head in front', () => {
    const file = made({ kind: 'reencode', overlay: false, height: 'original', rate: { quality: 'good' } });
    const [video, audio] = probe(file).streams;
    expect(video).toMatchObject({
      codec_name: 'h264',
      width: 642,
      height: 360,
      nb_read_packets: '50',
      pix_fmt: 'yuv420p',
    });
    expect(audio).toMatchObject({ codec_name: 'aac' });
    const bytes = readFileSync(file);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('a size that is never enlarged, and a rate', () => {
    const options = { kind: 'reencode', overlay: false, fps: 10, rate: { kilobitsPerSecond: 300 } } as const;
    expect(probe(made({ ...options, height: 720 })).streams[0]).toMatchObject({ height: 360, nb_read_packets: '20' });
  });

  it('a GIF and an animated WebP', () => {
    const options = { overlay: false, height: 'original', fps: 5 } as const;
    expect(probe(made({ kind: 'gif', ...options })).streams[0]).toMatchObject({
      codec_name: 'gif',
      nb_read_packets: '10',
    });
    const webp = readFileSync(made({ kind: 'webp', ...options })).toString('latin1');
    expect(webp.match(/ANMF/g)).toHaveLength(10);
  });
});

describe('what ffmpeg tells of its progress', () => {
  it('is read in any pieces', () => {
    const text = 'frame=0\nout_time_us=N/A\nprogress=continue\nframe=3\nout_time_us=1250000\nprogress=continue\n';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 9 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const reader = new ProgressReader();
        const told = places.slice(1).map((to, i) => reader.add(text.slice(places[i], to)));
        expect(told.at(-1)).toBe(1.25);
      }),
    );
  });

  it('is bounded and total', () => {
    fc.assert(fc.property(fc.string(), (text) => void new ProgressReader().add(text)));
    expect(new ProgressReader().add('x'.repeat(1e6))).toBeUndefined();
  });
});
