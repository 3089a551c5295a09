import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../media/access-unit';
import { AccessUnitAssembler } from './access-unit-assembler';
import { captureTimeOf, withCaptureTime } from './capture-time-sei';
import { readPrelude } from './prelude';

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}.h264`, import.meta.url)));
const concat = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

function unitsOf(bytes: Uint8Array): AccessUnit[] {
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({
    onAccessUnit: (unit) => units.push(unit),
    onFault: (fault) => expect(fault).toBeUndefined(),
  });
  assembler.push(bytes, 0);
  assembler.flush();
  return units;
}

const read = (data: Uint8Array) => captureTimeOf(data, readPrelude(data).sei);
const picture = Uint8Array.of(0, 0, 0, 1, 0x41, 0x9a, 0x55);
const clips = ['baseline', 'delimiters', 'four-slices', 'filler-cbr'];

describe('the capture time in a picture', () => {
  it('is read as it was written', () => {
    const times = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, 3, 2 ** 32, 2 ** 32 - 1, 2 ** 40, 0x10000_0003));
    fc.assert(
      fc.property(times, (us) => {
        expect(read(withCaptureTime(picture, us))).toBe(us);
      }),
    );
  });

  it.each(clips)('leaves %s the same pictures, each with its own time', (name) => {
    const units = unitsOf(fixture(name));
    const timed = unitsOf(concat(units.map(({ data }, i) => withCaptureTime(data, i * 33_333))));
    expect(timed.map(({ data }) => read(data))).toEqual(units.map((_, i) => i * 33_333));
    expect(timed.map(({ key }) => key)).toEqual(units.map(({ key }) => key));
  });

  it('is unknown where nobody wrote it', () => {
    for (const name of clips) for (const { data } of unitsOf(fixture(name))) expect(read(data)).toBeUndefined();
  });

  it('is found behind other messages, in the same SEI and in others', () => {
    const [own] = readPrelude(withCaptureTime(picture, 77)).sei;
    const payload = withCaptureTime(picture, 77).subarray(own!.start + 1, own!.end);
    const other = [5, 24, ...Array<number>(24).fill(9)];
    const long = [0xff, 0xff, 2, 0xff, 45, ...Array<number>(300).fill(1)];
    const sei = (...messages: number[]) => [0, 0, 1, 6, ...messages];
    expect(read(Uint8Array.from([...sei(1, 1, 4, 0x80), ...sei(...other, ...long, ...payload), ...picture]))).toBe(77);
  });

  it('is unknown in noise, and reading never throws', () => {
    const whole = withCaptureTime(picture, 123_456_789);
    const [{ start, end } = { start: 0, end: 0 }] = readPrelude(whole).sei;
    for (let cut = start; cut < end - 1; cut++) expect(captureTimeOf(whole, [{ start, end: cut }])).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        expect(captureTimeOf(noise, [{ start: 0, end: noise.length }])).toBeUndefined();
      }),
    );
  });
});

const ffmpeg = process.env.FFMPEG_BIN ?? 'ffmpeg';
it.skipIf(spawnSync(ffmpeg, ['-version']).status !== 0)(
  'is user data to ffmpeg, which decodes the same pictures',
  () => {
    const decode = (input: Uint8Array) => {
      const args = ['-v', 'error', '-f', 'h264', '-i', 'pipe:0', '-f', 'framemd5', '-'];
      const { stdout, stderr } = spawnSync(ffmpeg, args, { input, encoding: 'utf8' });
      return { stderr, digests: stdout.match(/[0-9a-f]{32}$/gm) };
    };
    const clip = fixture('delimiters');
    const timed = concat(unitsOf(clip).map(({ data }, i) => withCaptureTime(data, i)));
    expect(decode(timed)).toEqual(decode(clip));
    expect(decode(timed).digests).toHaveLength(10);
  },
);
