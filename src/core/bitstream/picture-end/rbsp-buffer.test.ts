import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RbspBuffer } from './rbsp-buffer';

// Zeros, ones and threes, so that emulation prevention happens all the time.
const nal = fc.array(fc.constantFrom(0, 0, 0, 1, 3, 3, 7), { minLength: 1, maxLength: 200 });

function filled(bytes: readonly number[], cuts: readonly number[] = []): RbspBuffer {
  const rbsp = new RbspBuffer();
  const data = Uint8Array.from(bytes);
  let from = 0;
  for (const cut of [...cuts.filter((c) => c < bytes.length).sort((a, b) => a - b), bytes.length]) {
    rbsp.append(data, from, cut);
    from = cut;
  }
  return rbsp;
}

describe('RbspBuffer', () => {
  it('takes out the 03 of 00 00 03, and leaves the header byte aside', () => {
    const rbsp = filled([0x65, 1, 0, 0, 3, 1, 0, 0, 3, 0, 0, 3]);
    expect([...rbsp.bytes.subarray(0, rbsp.length)]).toEqual([1, 0, 0, 1, 0, 0, 0, 0]);
    expect(rbsp.consumed).toBe(12);
  });

  it('gives the same bytes in any chunking', () => {
    fc.assert(
      fc.property(nal, fc.array(fc.nat({ max: 200 })), (bytes, cuts) => {
        const whole = filled(bytes);
        const parts = filled(bytes, cuts);
        expect(parts.bytes.subarray(0, parts.length)).toEqual(whole.bytes.subarray(0, whole.length));
      }),
    );
  });

  it('finds the place of each byte in the NAL unit', () => {
    fc.assert(
      fc.property(nal, (bytes) => {
        const rbsp = filled(bytes);
        let zeros = 0;
        let rbspEnd = 0;
        bytes.slice(1).forEach((byte, i) => {
          if (byte === 3 && zeros >= 2) {
            zeros = 0;
            return;
          }
          zeros = byte === 0 ? zeros + 1 : 0;
          expect(rbsp.nalOffset(++rbspEnd)).toBe(i + 2);
        });
        expect(rbspEnd).toBe(rbsp.length);
      }),
    );
  });

  it('finds the stop bit, the last bit that is 1', () => {
    expect(filled([0x65, 0b10100000]).stopBit()).toBe(2);
    expect(filled([0x65, 0xff, 0x80, 0, 0, 3]).stopBit()).toBe(8);
    expect(filled([0x65, 0, 0]).stopBit()).toBe(-1);
  });

  it('always has room to read behind its end', () => {
    const rbsp = new RbspBuffer();
    const chunk = new Uint8Array(50_000).fill(0xff);
    for (let i = 0; i < 5; i++) {
      rbsp.append(chunk, 0, chunk.length);
      expect(rbsp.bytes.length - rbsp.length).toBeGreaterThanOrEqual(8192);
    }
    expect(rbsp.length).toBe(249_999);
  });
});
