import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnnexBSplitter, findStartCode } from './annex-b';

/** Bytes in which start codes, and what is nearly one, are frequent. */
const streamBytes = fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 0x67, 0xff), { maxLength: 80 });

/** The definition, byte by byte. */
function findSlowly(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i + 2 < end; i++) if (bytes[i] === 0 && bytes[i + 1] === 0 && bytes[i + 2] === 1) return i;
  return -1;
}

describe('findStartCode', () => {
  it('finds the first start code in any part of any bytes', () => {
    fc.assert(
      fc.property(streamBytes, fc.nat(20), fc.nat(20), (values, from, cut) => {
        const bytes = Uint8Array.from(values);
        const end = Math.max(0, bytes.length - cut);
        expect(findStartCode(bytes, from, end)).toBe(findSlowly(bytes, from, end));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Where start codes, headers and ends are in the stream, and when the ends arrived, chunk by chunk. */
function split(bytes: Uint8Array, size: number, discarding: boolean) {
  const splitter = new AnnexBSplitter();
  const found: { startCode: number; header: number; previousEnd: number; previousUs: number }[] = [];
  let discarded = 0;
  for (let at = 0; at < bytes.length; at += size) {
    splitter.push(bytes.slice(at, at + size), at / size);
    while (splitter.next()) {
      const { startCode, header, previousEnd, previousUs } = splitter;
      found.push({
        startCode: startCode + discarded,
        header: header + discarded,
        previousEnd: previousEnd + discarded,
        previousUs,
      });
      expect(splitter.at(header)).toBe(bytes[header + discarded]);
      if (!discarding) continue;
      discarded += startCode;
      splitter.discard(startCode);
      expect([splitter.startCode, splitter.header]).toEqual([0, header - startCode]);
    }
  }
  expect(splitter.view(0, splitter.length)).toEqual(bytes.subarray(discarded));
  return found;
}

describe('AnnexBSplitter', () => {
  it('finds every start code with its header in any chunking, whatever is discarded meanwhile', () => {
    fc.assert(
      fc.property(streamBytes, fc.integer({ min: 1, max: 30 }), fc.boolean(), (values, size, discarding) => {
        const bytes = Uint8Array.from(values);
        const expected = [];
        for (let at = findSlowly(bytes, 0, bytes.length); at !== -1; at = findSlowly(bytes, at + 3, bytes.length)) {
          if (at + 3 >= bytes.length) break;
          expected.push(at + 3);
        }
        const found = split(bytes, size, discarding);
        expect(found.map(({ header }) => header)).toEqual(expected);
        for (const { startCode, header, previousEnd } of found) {
          expect([3, 4]).toContain(header - startCode);
          expect(previousEnd).toBeLessThanOrEqual(startCode);
          expect(bytes.subarray(previousEnd, header - 1).every((byte) => byte === 0)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('tells when the last byte in front of a start code arrived', () => {
    const bytes = Uint8Array.of(0, 0, 1, 9, 0xf0, 0, 0, 0, 0, 1, 7, 0x42, 0, 0, 1, 8);
    for (const size of [1, 2, 3, 5]) {
      const times = split(bytes, size, false).map(({ previousUs }) => previousUs);
      expect(times.slice(1)).toEqual([Math.floor(4 / size), Math.floor(11 / size)]);
    }
  });

  it('keeps the window whole while its buffer grows and moves', () => {
    const splitter = new AnnexBSplitter();
    const chunk = new Uint8Array(70_000);
    let pushed = 0;
    let discarded = 0;
    for (let i = 0; i < 60; i++) {
      for (let j = 0; j < chunk.length; j++) chunk[j] = 2 + ((pushed + j) % 251);
      splitter.push(chunk, i);
      pushed += chunk.length;
      if (i % 3 === 2) {
        splitter.discard(i < 30 ? 50_001 : 290_003);
        discarded += i < 30 ? 50_001 : 290_003;
      }
      expect(splitter.length).toBe(pushed - discarded);
      expect(splitter.at(0)).toBe(2 + (discarded % 251));
      expect(splitter.at(splitter.length - 1)).toBe(2 + ((pushed - 1) % 251));
    }
  });
});
