import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nowUs } from '#station/clock';
import { Stream } from '#station/hub/stream';
import { numbersIn, timesOf } from '#station/services/exports/fixtures/numbers';
import { StreamRecorder } from '#station/services/recorder/stream-recorder';
import { numberedUnits } from '#station/transcode/fixtures/numbered';
import { runProgram } from './program';

const INFO = { id: 'pi://rover', number: 0, name: 'Rover', kind: 'pi', video: '', telemetry: '' } as const;

let folder: string;
let said: string;
let complained: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-export-cli-'));
  said = '';
  complained = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => runProgram(['export', ...args], () => Promise.resolve(9));
const at = (name: string) => path.join(folder, name);

/** A recording of fifty numbered pictures, 25 a second. */
async function record(): Promise<string> {
  const stream = new Stream(INFO);
  const recorder = new StreamRecorder({
    folder,
    pattern: 'flight',
    stream: INFO,
    segment: { us: 1e12, bytes: 1e12 },
    onFile: () => undefined,
    onFailure: () => undefined,
  });
  const leave = recorder.attach(stream);
  const startUs = nowUs() - 9e6;
  numberedUnits(50, 10, 0.5).forEach((unit, i) => void stream.publish({ ...unit, receiveUs: startUs + i * 40_000 }));
  leave();
  await recorder.end();
  return at('flight.mp4');
}

/** A little of what is heard from the beginning, or from where `seek` says. */
function samplesIn(file: string, seek: readonly string[] = []): Int16Array {
  const out = ['-t', '0.3', '-ar', '8000', '-ac', '1', '-f', 's16le', 'pipe:1'];
  const bytes = execFileSync('ffmpeg', ['-v', 'error', '-i', file, ...seek, '-map', '0:a', ...out]);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** 1: the same sound at the same time. Its pitch rises, so that a shift of a few ms is heard. */
function correlation(a: Int16Array, b: Int16Array): number {
  const product = (x: Int16Array, y: Int16Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

describe('groundglass export', () => {
  it('writes a clip beside the file, says where, and begins where it was told to', async () => {
    const file = await record();
    expect(await run(file, '--from', '0.52', '--to', '0.8')).toBe(0);
    expect(said).toContain('flight clip.mp4');
    expect(numbersIn(at('flight clip.mp4'))).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
    // No terminal: lines, and no bar that is written over.
    expect(complained).toContain('100%\n');
    expect(complained).not.toContain('\r');
    expect((await readdir(folder)).filter((name) => name.startsWith('.work'))).toEqual([]);
  });

  it('re-encodes to a name that was given, and overwrites nothing', async () => {
    const file = await record();
    expect(await run(file, '--size', '480', '--to', '0.4', '--out', at('small.mp4'))).toBe(0);
    expect(numbersIn(at('small.mp4'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const before = await readFile(at('small.mp4'));
    expect(await run(file, '--out', at('small.mp4'))).toBe(1);
    expect(complained).toContain('not overwritten');
    expect((await readFile(at('small.mp4'))).equals(before)).toBe(true);
  });

  it('cuts films of other programs too, B pictures and all', async () => {
    // It says of itself that it has 30 pictures a second.
    await writeFile(at('raw.h264'), Buffer.concat(numberedUnits(60, 60, 0.5).map(({ data }) => data)));
    const x264 = [
      '-vf',
      'setpts=N/30/TB',
      '-c:v',
      'libx264',
      '-g',
      '12',
      '-bf',
      '3',
      '-preset',
      'veryfast',
      '-crf',
      '18',
    ];
    const sound = ['-f', 'lavfi', '-i', 'aevalsrc=sin(880*t*t):s=48000:d=2', '-c:a', 'aac'];
    execFileSync('ffmpeg', ['-v', 'error', '-i', at('raw.h264'), ...sound, ...x264, at('other.mp4')]);
    execFileSync('ffmpeg', ['-v', 'error', '-i', at('other.mp4'), '-c', 'copy', at('other.mkv')]);
    for (const name of ['other.mp4', 'other.mkv']) {
      const out = at(`${name}.clip.mp4`);
      expect(await run(at(name), '--from', '0.581', '--to', '1.011', '--out', out)).toBe(0);
      expect(numbersIn(out)).toEqual(Array.from({ length: 14 }, (_, i) => 17 + i));
      const { audio } = timesOf(out);
      expect(audio?.startS).toBeCloseTo(0, 2);
      expect(audio?.durationS).toBeCloseTo(14 / 30, 1);
      const was = samplesIn(at(name), ['-ss', String(17 / 30)]);
      // The delay that Matroska notes for a codec, 21 ms here, is not known to mediabunny.
      if (name === 'other.mp4') expect(correlation(samplesIn(out), was)).toBeGreaterThan(0.95);
    }
  });

  it('says what is wrong', async () => {
    expect(await run(at('none.mp4'))).toBe(1);
    expect(complained).toContain('there is no such file');
    expect(await run()).toBe(2);
    const file = await record();
    expect(await run(file, '--gif', '--ffmpeg', '/nowhere/ffmpeg')).toBe(1);
    expect(complained).toContain('no ffmpeg');
    expect((await readdir(folder)).sort()).toEqual(['flight.json', 'flight.jsonl', 'flight.mp4']);
  });
});
