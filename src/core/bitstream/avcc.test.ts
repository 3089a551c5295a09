import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annexBOf,
  avcDecoderConfigurationRecord,
  avcRecordOf,
  lengthPrefixed,
  lengthPrefixedUnits,
  nalUnitsOf,
  readAvcDecoderConfigurationRecord,
  unitsBeforeSlices,
} from './avcc';

const joined = (parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));

/** A NAL unit as emulation prevention leaves it: no start code within, no zero at its end. */
const nalUnit = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) =>
    bytes.map((byte, i) => (byte === 0 && (i === 0 || i === bytes.length - 1 || bytes[i - 1] === 0) ? 2 : byte)),
  );
const nalUnits = fc.array(nalUnit, { maxLength: 8 });
const plain = (units: readonly Uint8Array[]) => units.map((unit) => [...unit]);

describe('NAL units of Annex B', () => {
  it('come back as they went in, through Annex B and through lengths', () => {
    fc.assert(
      fc.property(nalUnits, (units) => {
        expect(plain(nalUnitsOf(annexBOf(units)))).toEqual(plain(units));
        const read = lengthPrefixedUnits(joined(lengthPrefixed(units)));
        expect(read.ok && plain(read.value)).toEqual(plain(units));
      }),
    );
  });

  it('are found behind start codes of three bytes, and without the zeros behind them', () => {
    const bytes = Uint8Array.of(9, 0, 0, 1, 7, 1, 0, 0, 0, 0, 0, 1, 8, 2, 0, 0);
    expect(plain(nalUnitsOf(bytes))).toEqual([
      [7, 1],
      [8, 2],
    ]);
  });

  it('are those of the head alone, where the slices do not matter', () => {
    const units = [
      [0x67, 1],
      [0x68, 2],
      [0x06, 3],
      [0x65, 4],
      [0x68, 5],
    ].map((unit) => Uint8Array.from(unit));
    expect(plain(unitsBeforeSlices(annexBOf(units)))).toEqual([
      [0x67, 1],
      [0x68, 2],
      [0x06, 3],
    ]);
    expect(unitsBeforeSlices(Uint8Array.of(0, 0, 1))).toEqual([]);
  });

  it('are copied for nobody', () => {
    const bytes = Uint8Array.of(0, 0, 1, 7, 1);
    const [length, unit] = lengthPrefixed(nalUnitsOf(bytes));
    expect(length).toEqual(Uint8Array.of(0, 0, 0, 2));
    expect(unit?.buffer).toBe(bytes.buffer);
  });
});

describe('any bytes', () => {
  it('are read to their end or to a named fault, and never beyond', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(1, 2, 4), (bytes, lengthBytes) => {
        const sum = nalUnitsOf(bytes).reduce((total, unit) => total + unit.length, 0);
        expect(sum).toBeLessThanOrEqual(bytes.length);
        const read = lengthPrefixedUnits(bytes, lengthBytes);
        if (!read.ok) expect(read.error.offset).toBeLessThan(bytes.length);
        else expect(read.value.reduce((total, unit) => total + unit.length + lengthBytes, 0)).toBe(bytes.length);
        const record = readAvcDecoderConfigurationRecord(bytes);
        if (!record.ok) expect(['truncated', 'unsupported']).toContain(record.error.fault);
      }),
    );
  });

  it.each([
    ['a length that is cut off', [0, 0, 0], { fault: 'truncated', offset: 0 }],
    ['a unit that is cut off', [0, 0, 0, 1, 9, 0, 0, 0, 2, 9], { fault: 'truncated', offset: 5 }],
    ['a unit of no bytes', [0, 0, 0, 0], { fault: 'empty-unit', offset: 0 }],
  ])('%s is a fault', (_what, bytes, error) => {
    expect(lengthPrefixedUnits(Uint8Array.from(bytes))).toEqual({ ok: false, error });
  });
});

describe('a decoder configuration record', () => {
  const units = nalUnitsOf(readFileSync(new URL('./fixtures/high-8x8.h264', import.meta.url)));

  it('holds the parameter sets of a key picture, and what they say', () => {
    const record = avcRecordOf(units);
    const read = record && readAvcDecoderConfigurationRecord(record);
    const [sps, pps] = [7, 8].map((type) => units.filter((unit) => (unit[0]! & 31) === type));
    expect(read).toMatchObject({ ok: true, value: { AVCProfileIndication: sps?.[0]?.[1], lengthBytes: 4 } });
    expect(read?.ok && plain(read.value.sequenceParameterSets)).toEqual(plain(sps ?? []));
    expect(read?.ok && plain(read.value.pictureParameterSets)).toEqual(plain(pps ?? []));
  });

  it('says chroma and depth for High profiles alone', () => {
    const format = { chroma_format_idc: 2, bit_depth_luma_minus8: 2, bit_depth_chroma_minus8: 2 };
    const ends = (profile: number) =>
      avcDecoderConfigurationRecord([Uint8Array.of(0x67, profile, 0, 31)], [Uint8Array.of(0x68)], format)?.subarray(-5);
    expect(ends(122)).toEqual(Uint8Array.of(0x68, 0xfe, 0xfa, 0xfa, 0));
    expect(ends(66)).toEqual(Uint8Array.of(31, 1, 0, 1, 0x68));
  });

  it('is not made without an SPS, nor of more than it has room for', () => {
    const sps = Uint8Array.of(0x67, 66, 0, 31);
    expect(avcDecoderConfigurationRecord([], [])).toBeUndefined();
    expect(avcDecoderConfigurationRecord(Array(32).fill(sps), [])).toBeUndefined();
    expect(avcDecoderConfigurationRecord([sps], [new Uint8Array(65536)])).toBeUndefined();
  });
});
