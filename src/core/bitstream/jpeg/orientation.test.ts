import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJpeg } from './read-jpeg';

const u16 = (value: number) => [value >> 8, value & 0xff];

/** A JPEG of 640x480 whose Exif has some entries in front of its orientation. */
function oriented(orientation: number, isLittle = false, before = 0): Uint8Array {
  const number = (value: number, bytes: number) => {
    const big = Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 0xff);
    return isLittle ? big.reverse() : big;
  };
  const other = [...number(0x0100, 2), ...number(4, 2), ...number(1, 4), ...number(orientation ^ 1, 4)];
  const exif = [
    ...[0x45, 0x78, 0x69, 0x66, 0, 0, ...(isLittle ? [0x49, 0x49] : [0x4d, 0x4d]), ...number(42, 2), ...number(8, 4)],
    ...[...number(before + 1, 2), ...Array.from({ length: before }, () => other).flat()],
    ...[...number(0x0112, 2), ...number(3, 2), ...number(1, 4), ...number(orientation, 2), 0, 0],
    ...number(0, 4),
  ];
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe1, ...u16(2 + exif.length), ...exif],
    ...[0xff, 0xc0, ...u16(11), 8, ...u16(480), ...u16(640), 1, 1, 0x11, 0],
    ...[0xff, 0xda, ...u16(8), 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9],
  ]);
}

describe('a JPEG’s Exif orientation', () => {
  it('is read in both orders of bytes, behind other entries, and turns the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.boolean(), fc.nat(5), (orientation, isLittle, before) => {
        const size = orientation < 5 ? { width: 640, height: 480 } : { width: 480, height: 640 };
        expect(readJpeg(oriented(orientation, isLittle, before))).toEqual({
          ok: true,
          value: { ...size, orientation },
        });
      }),
    );
  });

  it('is as stored where it is none that there is', () => {
    for (const none of [0, 9, 0xffff]) {
      expect(readJpeg(oriented(none))).toMatchObject({ ok: true, value: { width: 640, orientation: 1 } });
    }
  });

  it('of broken Exif costs no picture', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(255), (at, byte) => {
        const data = oriented(6, false, 0);
        // Behind the segment's length.
        data[6 + at] = byte;
        expect(readJpeg(data)).toMatchObject({ ok: true });
      }),
    );
  });
});
