import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TYPICAL_TABLES } from './huffman-tables';
import { mendJpeg } from './mend-jpeg';
import { readJpeg } from './read-jpeg';

const FFMPEG = process.env.FFMPEG_BIN || 'ffmpeg';
const SOURCE = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x120', '-frames:v', '1'];
const WHOLE = new Uint8Array(execFileSync(FFMPEG, [...SOURCE, '-huffman', 'default', '-f', 'mjpeg', 'pipe:1']));
const samples = (jpeg: Uint8Array) =>
  execFileSync(FFMPEG, ['-v', 'error', '-f', 'mjpeg', '-i', 'pipe:0', '-f', 'rawvideo', 'pipe:1'], { input: jpeg });
const concat = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Without its DHT segments, as Motion JPEG is. */
function withoutTables(jpeg: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)];
  for (let at = 2; ; ) {
    const end = at + 2 + ((jpeg[at + 2]! << 8) | jpeg[at + 3]!);
    if (jpeg[at + 1] === 0xda) return concat(...kept, jpeg.subarray(at));
    if (jpeg[at + 1] !== 0xc4) kept.push(jpeg.subarray(at, end));
    at = end;
  }
}

function mended(data: Uint8Array): Uint8Array {
  const result = mendJpeg(data);
  if (!result.ok) throw new Error(result.fault);
  expect(result.value).toMatchObject({ width: 160, height: 120 });
  return result.value.data;
}

describe('a camera’s JPEG', () => {
  it('that is whole is passed on as it is, padding and all', () => {
    expect(mended(WHOLE)).toBe(WHOLE);
    const padded = concat(WHOLE, new Uint8Array(40));
    expect(mended(padded)).toBe(padded);
  });

  it('with a buffer’s rest behind its end loses that', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 65, maxLength: 900 }), (rest) => {
        fc.pre(readJpeg(concat(WHOLE, rest)).ok === false);
        expect(mended(concat(WHOLE, rest))).toEqual(WHOLE);
      }),
    );
  });

  it('without an end is given one, also where another picture follows', () => {
    const open = WHOLE.subarray(0, -2);
    expect(mended(open)).toEqual(WHOLE);
    expect(mended(concat(open, WHOLE.subarray(0, 100)))).toEqual(WHOLE);
  });

  it('without Huffman tables is given the typical ones', () => {
    const result = mended(withoutTables(WHOLE));
    expect(samples(result).equals(samples(WHOLE))).toBe(true);
    expect(Buffer.from(result).includes(Buffer.from(TYPICAL_TABLES))).toBe(true);
  });

  it('that is cut before its data is none', () => {
    expect(mendJpeg(WHOLE.subarray(0, 300))).toMatchObject({ ok: false, fault: 'truncated' });
  });

  it('is read to no end but its own: total, and whole afterwards', () => {
    fc.assert(
      fc.property(fc.nat(WHOLE.length), fc.uint8Array({ maxLength: 300 }), fc.nat(255), (cut, noise, byte) => {
        for (const data of [concat(WHOLE.subarray(0, cut), noise), WHOLE.map((old, i) => (i === cut ? byte : old))]) {
          const result = mendJpeg(data);
          if (result.ok) expect(readJpeg(result.value.data).ok).toBe(true);
        }
      }),
    );
  });
});
