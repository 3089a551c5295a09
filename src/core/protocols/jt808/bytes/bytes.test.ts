import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bcd, bcdTimeOf, phoneName, unixMsOfBcdTime } from './bcd';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import type { Codec } from './codec';
import { decodeGbk, encodeGbk, withoutPadding } from './gbk';
import { fixedText, prefixedText } from './text';

function written<T>(codec: Codec<T>, value: T): number[] {
  const to = new ByteWriter();
  codec.write(to, value);
  return [...to.finish()];
}

describe('GBK', () => {
  it('is what plates are written in', () => {
    expect([...encodeGbk('测A888')]).toEqual([0xb2, 0xe2, 0x41, 0x38, 0x38, 0x38]);
    expect(decodeGbk(Uint8Array.of(0xd4, 0xc1, 0x42))).toBe('粤B');
  });

  it('keeps any bytes, characters or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(encodeGbk(decodeGbk(bytes))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('knows every character that it can write', () => {
    for (const text of ['京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼', '、。「」', '囧喆瞾']) {
      expect(decodeGbk(encodeGbk(text))).toBe(text);
    }
  });

  it('puts a question mark for what it does not know', () => {
    expect(decodeGbk(encodeGbk('a🚚é\u0001'))).toBe('a?é\u0001');
    expect(decodeGbk(encodeGbk('अ'))).toBe('?');
  });

  it('never ends within a character', () => {
    expect(written(fixedText(4), '测测测')).toHaveLength(4);
    expect(written(fixedText(3), '测测')).toEqual([0xb2, 0xe2, 0]);
    expect(written(prefixedText, '测'.repeat(200))[0]).toBe(254);
  });

  it('is shown without the padding on either side', () => {
    expect(withoutPadding('\0\0 A 1 \0')).toBe('A 1');
    expect(withoutPadding('\0 \0')).toBe('');
  });
});

describe('BCD', () => {
  it('has two digits in a byte, with zeros in front', () => {
    expect(written(bcd(6), '13800138000')).toEqual([0x01, 0x38, 0x00, 0x13, 0x80, 0x00]);
    expect(bcd(2).read(new ByteReader(Uint8Array.of(0x12, 0xaf)))).toBe('12af');
  });

  it('names a phone the same with any number of zeros', () => {
    expect(phoneName('013800138000')).toBe('13800138000');
    expect(phoneName('00000000013800138000')).toBe('13800138000');
    expect(phoneName('000000000000')).toBe('0');
  });

  it('tells time in GMT+8', () => {
    expect(unixMsOfBcdTime('200707192359')).toBe(Date.UTC(2020, 6, 7, 11, 23, 59));
    expect(bcdTimeOf(Date.UTC(2020, 6, 7, 16, 0, 0))).toBe('200708000000');
  });

  it.each(['000000000000', '200230120000', '200101240000', '20010112000', '2001011200aa'])(
    '%s is no time',
    (digits) => {
      expect(unixMsOfBcdTime(digits)).toBeUndefined();
    },
  );

  it('gives back the time that it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 946_684_800, max: 4_102_000_000 }), (seconds) => {
        expect(unixMsOfBcdTime(bcdTimeOf(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});

describe('a reader', () => {
  it('remembers where the bytes ended too soon, and gives zeros from there on', () => {
    const from = new ByteReader(Uint8Array.of(1, 2, 3));
    expect(from.u16()).toBe(0x0102);
    expect([from.u32(), from.u8(), from.u64(), from.bytes(1).length]).toEqual([0, 0, 0n, 0]);
    expect([from.faultAt, from.remaining]).toEqual([2, 0]);
  });
});
