import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitReader } from './bit-reader';

/** Emulation prevention as an encoder does it (7.4.1): `03` before a byte 0..3 behind two zeros. */
function escaped(rbsp: readonly number[]): Uint8Array {
  const out: number[] = [];
  let zeros = 0;
  for (const byte of rbsp) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(out);
}

function bitString(rbsp: readonly number[]): string {
  return rbsp.map((byte) => byte.toString(2).padStart(8, '0')).join('');
}

function ueCode(value: number): string {
  const code = (value + 1).toString(2);
  return '0'.repeat(code.length - 1) + code;
}

function seCode(value: number): string {
  return ueCode(value > 0 ? 2 * value - 1 : -2 * value);
}

function bytesOf(bits: string): number[] {
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}

const zeroHeavyByte = fc.oneof(fc.constantFrom(0, 0, 0, 1, 2, 3), fc.integer({ min: 0, max: 255 }));

describe('BitReader', () => {
  it('reads the RBSP through emulation prevention, in steps of any width', () => {
    fc.assert(
      fc.property(
        fc.array(zeroHeavyByte, { maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 32 }), { maxLength: 80 }),
        (rbsp, widths) => {
          const bits = bitString(rbsp);
          const reader = new BitReader(escaped(rbsp));
          let at = 0;
          for (const width of widths) {
            if (at + width > bits.length) break;
            expect(reader.u(width)).toBe(width === 0 ? 0 : Number.parseInt(bits.slice(at, at + width), 2));
            at += width;
          }
          expect(reader.overrun).toBe(false);
        },
      ),
    );
  });

  it('reads Exp-Golomb codes of every size', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 0xfffffffe }));
    const signed = fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, signed), { maxLength: 20 }), (pairs) => {
        const reader = new BitReader(escaped(bytesOf(`${pairs.map(([u, s]) => ueCode(u) + seCode(s)).join('')}1`)));
        for (const [u, s] of pairs) {
          expect(reader.ue()).toBe(u);
          expect(reader.se()).toBe(s);
        }
        expect(reader.moreRbspData()).toBe(false);
      }),
    );
  });

  it('yields an impossible value for a code of 32 zeros or more', () => {
    const reader = new BitReader(escaped([0, 0, 0, 0, 0x80, 0, 0, 0, 0]));
    expect(reader.ue()).toBe(0xffffffff);
  });

  it('remembers that it was read past its end', () => {
    const reader = new BitReader(new Uint8Array([0xff]));
    expect(reader.u(8)).toBe(0xff);
    expect(reader.overrun).toBe(false);
    expect(reader.u1()).toBe(0);
    expect(reader.overrun).toBe(true);
    for (const read of ['ue', 'se', 'flag', 'u1'] as const) {
      const empty = new BitReader(new Uint8Array(0));
      empty[read]();
      expect(empty.overrun, read).toBe(true);
    }
  });

  it('stays within its part of the buffer', () => {
    const reader = new BitReader(new Uint8Array([0xaa, 0x12, 0x34, 0xbb]), 1, 3);
    expect(reader.u(16)).toBe(0x1234);
    expect(reader.moreRbspData()).toBe(false);
    reader.u1();
    expect(reader.overrun).toBe(true);
  });

  it('counts emulation prevention bytes in its offset', () => {
    const reader = new BitReader(new Uint8Array([0, 0, 3, 1, 0x80]));
    reader.u(16);
    expect(reader.bitOffset).toBe(16);
    expect(reader.u(8)).toBe(1);
    expect(reader.bitOffset).toBe(32);
    reader.u(3);
    expect(reader.bitOffset).toBe(35);
  });

  it('tells data from the trailing bits, at every bit', () => {
    fc.assert(
      fc.property(
        fc.array(zeroHeavyByte, { minLength: 1, maxLength: 20 }),
        fc.constantFrom([], [0], [0, 0, 3], [0, 0, 3, 0, 0, 3]),
        (rbsp, cabacZeroWords) => {
          const bits = bitString(rbsp);
          const stop = bits.lastIndexOf('1');
          fc.pre(stop >= 0);
          const whole = escaped(bytesOf(bits.slice(0, stop + 1)));
          const reader = new BitReader(Uint8Array.from([...whole, ...cabacZeroWords]));
          for (let at = 0; at < stop; at++) {
            expect(reader.moreRbspData(), `bit ${at} of ${stop}`).toBe(true);
            reader.u1();
          }
          expect(reader.moreRbspData()).toBe(false);
        },
      ),
    );
  });
});
