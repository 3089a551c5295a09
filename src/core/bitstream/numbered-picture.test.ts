import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { AccessUnitAssembler } from './access-unit-assembler';
import { formatOf } from './format';
import { NumberedPictures } from './numbered-picture';
import { QuietEnd } from './picture-end/quiet-end';

const FFMPEG = process.env.FFMPEG_BIN || 'ffmpeg';
const hasFfmpeg = (() => {
  try {
    execFileSync(FFMPEG, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('numbered pictures', () => {
  it('are H.264 whose ends our own finder finds', () => {
    const made = new NumberedPictures({ width: 640, height: 480 }, 5);
    const ended: number[] = [];
    const assembler = new AccessUnitAssembler({
      onAccessUnit: ({ data }) => ended.push(data.length),
      onFault: ({ kind }) => expect(kind).toBeUndefined(),
    });
    const quiet = new QuietEnd(assembler);
    for (let number = 0; number < 12; number++) {
      const { data, key } = made.picture(number);
      expect(key).toBe(number % 5 === 0);
      if (key) expect(formatOf(data)).toMatchObject({ width: 640, height: 480, codec: 'avc1.42c028' });
      assembler.push(data, number);
      quiet.quiet();
      expect(ended).toHaveLength(number + 1);
    }
  });

  it.skipIf(!hasFfmpeg).each([
    [640, 480],
    [1280, 720],
    [500, 302],
  ])('say their number to who decodes them, at %d×%d', (width, height) => {
    const made = new NumberedPictures({ width, height }, 7);
    // A key picture, a little before numbers begin again.
    const first = 4088;
    const pictures = Array.from({ length: 30 }, (_, i) => made.picture(first + i).data);
    const pixels = execFileSync(
      FFMPEG,
      ['-v', 'error', '-xerror', '-f', 'h264', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
      { input: Buffer.concat(pictures), maxBuffer: 1 << 28 },
    );
    expect(pixels.length).toBe(pictures.length * width * height);
    const columns = Math.ceil(width / 16);
    const top = Math.floor((Math.ceil(height / 16) - 4) / 2);
    const left = Math.floor((columns - 28) / 2);
    const numbers = pictures.map((_, i) => {
      const at = (block: number) =>
        pixels[i * width * height + (top + 2) * 16 * width + (left + block * 2 + 1) * 16]! > 128;
      expect([at(0), at(13)]).toEqual([true, false]);
      return Array.from({ length: 12 }, (_, bit) => (at(bit + 1) ? 1 << bit : 0)).reduce((a, b) => a + b);
    });
    expect(numbers).toEqual(pictures.map((_, i) => (first + i) % 4096));
  });
});
