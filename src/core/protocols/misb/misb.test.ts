import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../join-bytes';
import { integer, writeSet } from './fixtures/write-set';
import { readBerLength, readBerOid } from './klv';
import { UasBoard } from './uas-board';
import { runningSum, type UasFault, uasLocalSets } from './uas-local-set';
import { quantitiesOf } from './uas-quantities';

const valuesOf = (items: Readonly<Record<number, readonly number[]>>) =>
  Object.fromEntries(uasLocalSets(writeSet(items)).flatMap((set) => [...quantitiesOf(set)]));

describe('a UAS Local Set', () => {
  it('says where the vehicle is, how it stands and where it looks', () => {
    const set = {
      2: integer(1_224_807_209_913_000, 8),
      5: [0x71, 0xc2],
      6: [0xfd, 0x3d],
      7: [0x08, 0xb8],
      // The sensor over 60.1768° N, 128.4268° E, 14,190.7 m above the sea.
      13: [0x55, 0x95, 0xb6, 0x6d],
      14: [0x5b, 0x53, 0x60, 0xc4],
      15: [0xc2, 0x21],
      16: [0xcd, 0x9c],
      18: [0x72, 0x4a, 0x0a, 0x20],
      19: [0x87, 0xf8, 0x4b, 0x86],
      21: [0x03, 0x83, 0x09, 0x26],
      23: [0xf1, 0x01, 0xa2, 0x29],
      24: [0x14, 0xbc, 0x08, 0x2b],
      25: [0x34, 0xf3],
      56: [0x8c],
    };
    const values = valuesOf(set);
    // The examples that ST 0601 gives with its items.
    const expected: Record<string, number> = {
      ...{ hostTimeUs: 1_224_807_209_913_000, headingDeg: 159.9744, pitchDeg: -0.4315, rollDeg: 3.4058 },
      ...{ latitudeDeg: 60.1768, longitudeDeg: 128.4268, altitudeSeaM: 14_190.72, fieldOfViewDeg: 144.5713 },
      ...{ cameraAzimuthDeg: 160.7192, cameraElevationDeg: -168.7923, slantRangeM: 68_590.98 },
      ...{ frameCentreLatitudeDeg: -10.5424, frameCentreLongitudeDeg: 29.1579, frameCentreAltitudeSeaM: 3216.04 },
      groundSpeedMps: 140,
    };
    expect(Object.keys(values).sort()).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) expect(values[key]).toBeCloseTo(value, 2);
  });

  it('leaves out what it calls out of range, and what is of another length', () => {
    expect(valuesOf({ 6: [0x80, 0], 13: [0x80, 0, 0, 0], 15: [1], 56: [3] })).toEqual({ groundSpeedMps: 3 });
  });

  it('has the angle that reaches further before the other, and 0° in place of 360°', () => {
    expect(valuesOf({ 5: [0xff, 0xff], 6: [0x7f, 0xff], 90: integer((2 ** 31 - 1) / 2, 4) })).toEqual({
      headingDeg: 0,
      pitchDeg: expect.closeTo(45, 5) as number,
    });
  });

  it('is found between others, and one of tags beyond 127 is read', () => {
    const other = Uint8Array.from([6, 14, 43, 52, 2, 11, 1, 1, 14, 1, 3, 3, 1, 0, 0, 0, 2, 1, 2]);
    const set = writeSet({ 56: [7], 129: [1, 2] });
    expect(uasLocalSets(joinBytes([Uint8Array.of(1, 6, 14), other, set, other, set]))).toHaveLength(2);
  });

  it('does not count where its checksum is wrong, it has none, or it ends elsewhere', () => {
    const set = writeSet({ 56: [7], 5: [1, 2] });
    const faults: UasFault[] = [];
    const read = (bytes: Uint8Array) => uasLocalSets(bytes, (why) => faults.push(why));
    const wrong = set.slice();
    wrong[23]! ^= 1;
    const bare = set.slice(0, set.length - 4);
    bare[18] = bare[18]! - 4;
    for (const bytes of [wrong, bare, set.slice(0, -1)]) expect(read(bytes)).toEqual([]);
    expect(faults).toEqual(['checksum', 'checksum', 'malformed']);
  });

  it('has a checksum over pairs of bytes, whatever its length', () => {
    expect(runningSum(Uint8Array.of(1, 2, 3), 0, 3)).toBe(0x0402);
    expect(runningSum(Uint8Array.of(0, 0xff, 0xff, 0xff, 1), 1, 4)).toBe(0xfeff);
  });
});

describe('what was said', () => {
  it('stays until it is stale, and is not undone by a set without it', () => {
    const board = new UasBoard();
    board.take(writeSet({ 56: [7], 15: [0, 0] }), 0);
    board.take(writeSet({ 56: [8] }), 1_000_000);
    expect(board.telemetry(1_000_000)).toEqual({ groundSpeedMps: 8, altitudeSeaM: -900 });
    expect(board.telemetry(3_000_000)).toEqual({});
    expect(board.sets).toBe(2);
  });
});

describe('lengths and tags', () => {
  it.each([
    [[0x05], 5],
    [[0x81, 0x80], 128],
    [[0x82, 1, 0], 256],
    [[0x84, 0xff, 0xff, 0xff, 0xff], 0xffffffff],
    [[0x80], undefined],
    [[0x82, 1], undefined],
  ])('%j is a length of %j', (bytes, value) => {
    expect(readBerLength(Uint8Array.from(bytes), 0)?.value).toBe(value);
  });

  it.each([
    [[0x05], 5],
    [[0x81, 0x01], 129],
    [[0x81, 0x81, 1], undefined],
    [[0x81], undefined],
  ])('%j is the tag %j', (bytes, value) => {
    expect(readBerOid(Uint8Array.from(bytes), 0)?.value).toBe(value);
  });
});

it('is total: any change of a byte is a fault, or none of the values', () => {
  const set = writeSet({ 2: integer(1e15, 8), 5: [1, 2], 13: [1, 2, 3, 4], 90: [4, 5, 6, 7] });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(set.length - 1), fc.nat(255), (noise, at, value) => {
      const changed = set.slice();
      changed[at] = value;
      for (const bytes of [noise, joinBytes([noise, changed, noise])]) {
        for (const items of uasLocalSets(bytes))
          for (const known of quantitiesOf(items).values()) expect(known).not.toBeNaN();
      }
      if (set[at] !== value) expect(uasLocalSets(changed)).toEqual([]);
    }),
  );
});
