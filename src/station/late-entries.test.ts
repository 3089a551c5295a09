import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nalUnitsOf } from '#core/bitstream/avcc';
import type { AccessUnit } from '#core/media/access-unit';
import { LeadIn } from '#core/recording/lead-in';
import { LiveMp4 } from './gateway/modules/mse/live-mp4';
import { Stream } from './hub/stream';
import { packetsOf } from './services/recorder/fixtures/judge';
import { StreamRecorder } from './services/recorder/stream-recorder';
import { Intake } from './sources/intake/intake';
import { Snapshots } from './transcode/snapshot';

const FFMPEG = process.env.FFMPEG_BIN || 'ffmpeg';
const INFO = { id: 'cam', number: 0, name: 'cam', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;
const PICTURES = 90;
/** The station comes when the camera is at this picture, which is none to begin with. */
const LATE = 7;
/** A newcomer to the stream comes here. */
const NEWCOMER = 70;

const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-late-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Access units of x264, each begun with a delimiter, by which they are parted. */
function encode(profile: string, params: string, withSei: boolean): Buffer[] {
  const source = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x128:r=30', '-frames:v', String(PICTURES)];
  const x264 = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-profile:v', profile];
  const own = ['-x264-params', `scenecut=0:threads=1:repeat-headers=1:aud=1:${params}`, '-f', 'h264', '-'];
  const bytes = execFileSync(FFMPEG, [...source, ...x264, ...own], { maxBuffer: 1 << 28 });
  const units: Buffer[][] = [];
  for (const nal of nalUnitsOf(bytes)) {
    const type = nal[0]! & 31;
    if (type === 9) units.push([]);
    if (type !== 6 || withSei) units.at(-1)?.push(Buffer.of(0, 0, 0, 1), Buffer.from(nal));
  }
  return units.map((parts) => Buffer.concat(parts));
}

/** Hashes of the pictures of a file as ffmpeg shows them, in the order of showing. */
function pictures(data: Uint8Array, extension: string): string[] {
  const file = path.join(folder, `some.${extension}`);
  writeFileSync(file, data);
  return picturesIn(file);
}

function picturesIn(file: string): string[] {
  const args = ['-v', 'quiet', '-i', file, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'];
  const lines = execFileSync(FFMPEG, args, { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(',').at(-1)!.trim());
}

/** A source in front of a stream. */
function camera(units: readonly Buffer[]) {
  const stream = new Stream(INFO);
  stream.setLink('video', { state: 'open', sinceUs: 0 });
  const intake = new Intake(stream, { codec: 'h264' });
  intake.begin();
  let us = 1e6;
  const play = (from: number, to: number) => {
    for (const unit of units.slice(from, to)) {
      us += 33_333;
      intake.pushPicture(unit, { receiveUs: us });
    }
  };
  return { stream, play };
}

const watch = (stream: Stream) => {
  const given: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => given.push(unit) });
  return given;
};

describe.each([
  ['intra refresh', 'baseline', 'intra-refresh=1:keyint=15', true, 20],
  ['intra refresh, CABAC', 'high', 'intra-refresh=1:keyint=15:bframes=0', true, 20],
  ['open groups', 'main', 'open-gop=1:keyint=12:bframes=2:b-adapt=0:b-pyramid=none', true, 12],
  ['open groups without recovery points', 'main', 'open-gop=1:keyint=12:bframes=2:b-adapt=0:b-pyramid=none', false, 24],
] as const)('a stream of %s that is joined late', (_, profile, params, withSei, firstBy) => {
  const whole = pictures(Buffer.concat(encode(profile, params, true)), 'h264');
  const units = encode(profile, params, withSei);
  /** Whether pictures are the last ones of the whole, but for the very last, which a decoder may not have been given all of. */
  const expectTail = (shown: readonly string[], atLeast: number) => {
    expect(shown.length).toBeGreaterThanOrEqual(atLeast);
    const from = whole.indexOf(shown[0] ?? '');
    expect(from).toBeGreaterThanOrEqual(0);
    expect(shown).toEqual(whole.slice(from, from + shown.length));
    expect(from + shown.length).toBe(whole.length);
  };

  it('is given from its first entry on, and to a newcomer so that the newest picture is right', () => {
    const { stream, play } = camera(units);
    const first = watch(stream);
    play(LATE, NEWCOMER);
    const second = watch(stream);
    play(NEWCOMER, PICTURES);
    expect(stream.links.video).not.toHaveProperty('waitingFor');
    const bytes = (given: readonly AccessUnit[]) => Buffer.concat(given.map(({ data }) => data));
    expectTail(pictures(bytes(first), 'h264'), PICTURES - LATE - firstBy - 20);
    expectTail(pictures(bytes(second), 'h264'), PICTURES - NEWCOMER);
  });

  it('is recorded, and sent as MP4, so that other programs play it from the start', async () => {
    const { stream, play } = camera(units);
    play(LATE, NEWCOMER);
    const options = { folder, pattern: 'rec', stream: INFO, segment: { us: 1e12, bytes: 1e12 } };
    const failures: unknown[] = [];
    let file = '';
    const recorder = new StreamRecorder({
      ...options,
      onFile: ({ base }) => {
        file = `${base}.mp4`;
      },
      onFailure: (error) => failures.push(error),
    });
    const leave = recorder.attach(stream);
    const live = new LiveMp4();
    const leadIn = new LeadIn();
    const parts: Uint8Array[] = [];
    stream.subscribe({
      picture: (unit) => {
        for (const each of leadIn.take(unit)) parts.push(...live.write(each));
      },
    });
    play(NEWCOMER, PICTURES);
    leave();
    await recorder.end();
    expect(failures).toEqual([]);
    const packets = await packetsOf(file);
    expect(packets[0]?.key).toBe(true);
    expectTail(picturesIn(file), PICTURES - NEWCOMER);
    expectTail(pictures(Buffer.concat(parts), 'mp4'), PICTURES - NEWCOMER);
  });

  it('gives a snapshot', async () => {
    const { stream, play } = camera(units);
    play(LATE, NEWCOMER);
    const snapshot = await new Snapshots({ findFfmpeg: () => FFMPEG }).take(stream);
    expect(snapshot).toMatchObject({ ok: true });
  });
});
