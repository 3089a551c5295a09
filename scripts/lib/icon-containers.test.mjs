import { describe, expect, it } from 'vitest';
import { icns, ico } from './icon-containers.mjs';

const small = { size: 16, png: Buffer.from('small') };
const large = { size: 256, png: Buffer.from('larger') };

describe('ico', () => {
  it('points at each picture', () => {
    const file = ico([small, large]);
    expect(file.readUInt16LE(4)).toBe(2);
    for (const [index, { png }] of [small, large].entries()) {
      const at = 6 + 16 * index;
      const offset = file.readUInt32LE(at + 12);
      expect(file.subarray(offset, offset + file.readUInt32LE(at + 8))).toEqual(png);
    }
  });

  it('writes 256 as 0', () => {
    expect(ico([large]).readUInt8(6)).toBe(0);
  });
});

describe('icns', () => {
  it('has its own length in its head, and each block its type and length', () => {
    const file = icns([small]);
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    expect(file.toString('latin1', 8, 12)).toBe('icp4');
    expect(file.readUInt32BE(12)).toBe(8 + small.png.length);
  });

  it('gives a picture to Retina screens too', () => {
    expect(icns([large]).toString('latin1')).toContain('ic13');
  });
});
