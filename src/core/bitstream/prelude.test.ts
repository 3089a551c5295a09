import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrelude } from './prelude';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('what stands before the first slice', () => {
  it('is nothing in most pictures', () => {
    expect(readPrelude(bytes('00000001 419a 000001 06aa'))).toEqual({ sps: [], pps: [], sei: [], slice: 4 });
  });

  it('is found without start codes and trailing zeros', () => {
    const unit = bytes('00000001 0910 00000001 6742c0 000001 68ce 000000 000001 0605aa80 000001 65888400');
    const { sps, sei, slice } = readPrelude(unit);
    const nal = ({ start, end }: { start: number; end: number }) =>
      Buffer.from(unit.subarray(start, end)).toString('hex');
    expect([sps.map(nal), sei.map(nal), unit[slice]]).toEqual([['6742c0'], ['0605aa80'], 0x65]);
  });

  it('is all there is where no slice follows', () => {
    expect(readPrelude(bytes('000001 0605aa'))).toEqual({ sps: [], pps: [], sei: [{ start: 3, end: 6 }], slice: -1 });
    expect(readPrelude(bytes('000001'))).toEqual({ sps: [], pps: [], sei: [], slice: -1 });
  });

  it('lies within the bytes, whatever they are', () => {
    const noise = fc.array(fc.constantFrom(0, 0, 1, 6, 7, 0x65, 0xff), { maxLength: 60 });
    fc.assert(
      fc.property(noise, (values) => {
        const { sps, sei, slice } = readPrelude(Uint8Array.from(values));
        for (const { start, end } of [...sps, ...sei]) expect(start < end && end <= values.length).toBe(true);
        expect(slice).toBeLessThan(values.length);
      }),
    );
  });
});
