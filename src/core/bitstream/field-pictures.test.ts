import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../media/access-unit';
import { AccessUnitAssembler } from './access-unit-assembler';
import type { AssemblerFault } from './assembler-fault';
import { nalUnitsOf } from './avcc';
import { fieldPictures } from './fixtures/field-pictures';
import { PictureEndFinder } from './picture-end/picture-end-finder';
import { QuietEnd } from './picture-end/quiet-end';

const SIZE = { width: 32, height: 64 };
const FRAME_BYTES = (SIZE.width * SIZE.height * 3) / 2;
/** Frames whose lines of the two fields differ, and of which a part changes. */
const frames = Array.from({ length: 20 }, (_, n) =>
  Uint8Array.from({ length: FRAME_BYTES }, (_, at) => {
    const line = Math.floor(at / SIZE.width);
    return 40 + (line < 16 + (n % 3) * 16 ? 90 * (line % 2) + n : 7);
  }),
);
const coded = fieldPictures(frames, SIZE);
const annexB = (nals: readonly Uint8Array[]) => Buffer.concat(nals.flatMap((nal) => [Buffer.of(0, 0, 0, 1), nal]));
const DELIMITER = Uint8Array.of(9, 0xf0);
const SEI = Uint8Array.of(6, 1, 1, 0x80, 0x80);

function assemble(pictures: readonly (readonly Uint8Array[])[]) {
  const units: AccessUnit[] = [];
  const faults: AssemblerFault[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (u) => units.push(u), onFault: (f) => faults.push(f) });
  const ends = new QuietEnd(assembler, new PictureEndFinder());
  for (const [at, nal] of pictures.flat().entries()) {
    assembler.push(annexB([nal]), at + 1);
    ends.quiet();
  }
  assembler.flush();
  return { units, faults };
}

const types = (data: Uint8Array) => nalUnitsOf(data).map((nal) => nal[0]! & 31);

describe('a frame that is coded as two fields', () => {
  it('is one picture, which decodes to the frame', () => {
    const { units, faults } = assemble(coded);
    expect(faults).toEqual([]);
    expect(units.map(({ key }) => key)).toEqual(frames.map((_, n) => n % 15 === 0));
    expect(units.slice(0, 2).map(({ data }) => types(data))).toEqual([
      [7, 8, 5, 1],
      [1, 1],
    ]);
    const args = ['-v', 'error', '-f', 'h264', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'];
    const shown = execFileSync('ffmpeg', args, { input: Buffer.concat(units.map(({ data }) => data)) });
    expect(shown.equals(Buffer.concat(frames))).toBe(true);
  });

  it('is one where each field has a delimiter and SEI of its own', () => {
    const { units, faults } = assemble(
      coded.map((nals) => {
        const [first, second] = nals.slice(-2) as [Uint8Array, Uint8Array];
        return [DELIMITER, ...nals.slice(0, -2), SEI, first, DELIMITER, SEI, second];
      }),
    );
    expect(faults).toEqual([]);
    expect(units).toHaveLength(frames.length);
    expect(types(units[1]!.data)).toEqual([9, 6, 1, 6, 1]);
  });

  it('is not made of fields of two frames, where one never came', () => {
    const { units } = assemble(coded.map((nals, n) => (n === 3 ? nals.slice(0, 1) : nals)));
    expect(units).toHaveLength(frames.length);
    expect(units.map(({ data }) => types(data).filter((type) => type === 1 || type === 5).length)).toEqual(
      frames.map((_, n) => (n === 3 ? 1 : 2)),
    );
  });
});
