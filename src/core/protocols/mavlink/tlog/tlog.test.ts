import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../encode';
import { captures, parsePackets } from '../fixtures/capture';
import { judgedPackets } from '../fixtures/judge';
import { readTlogTime, writeTlogTime } from './time';
import { MAX_TLOG_RECORD_BYTES, TlogBlock } from './tlog-block';
import { TlogReader } from './tlog-reader';

const WALL_US = Date.UTC(2026, 10, 30) * 1000;
const from = (seq: number, version: 1 | 2 = 2) => ({ version, system: 1, component: 1, seq });
const heartbeat = (seq: number, version: 1 | 2 = 2) =>
  encodeMessage('HEARTBEAT', { type: 2, autopilot: 3 }, from(seq & 255, version));
/** A packet of an id that nobody has defined. */
const unknown = (...payload: number[]) =>
  Uint8Array.of(0xfd, payload.length, 0, 0, 9, 1, 1, 0xdb, 0xea, 0, ...payload, 1, 2);
const join = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** A file of these packets, a millisecond apart. */
function tlogOf(packets: readonly Uint8Array[], startUs = 0): Uint8Array {
  const block = new TlogBlock();
  packets.forEach((packet, at) => void block.add(packet, startUs + at * 1000));
  return block.written(WALL_US);
}

function read(bytes: Uint8Array, sizes: readonly number[] = [bytes.length || 1]) {
  const records: { timeUs: number; offset: number; bytes: Uint8Array; isKnown: boolean }[] = [];
  const reader = new TlogReader(({ timeUs, offset, packet, isKnown }) => {
    records.push({ timeUs, offset, isKnown, bytes: packet.bytes.slice(packet.start, packet.end) });
  });
  for (let at = 0, i = 0; at < bytes.length; at += sizes[i++ % sizes.length]!) {
    const chunk = bytes.slice(at, at + sizes[i % sizes.length]!);
    reader.push(chunk);
    chunk.fill(0xfd);
  }
  reader.end();
  return { records, skippedBytes: reader.skippedBytes, damages: reader.damages };
}

describe('a .tlog', () => {
  it('has before each packet when it came, in µs since 1970, big-endian', () => {
    const packet = heartbeat(1);
    const bytes = tlogOf([packet], 7);
    expect(Buffer.from(bytes).readBigUInt64BE(0)).toBe(BigInt(WALL_US + 7));
    expect(bytes.subarray(8)).toEqual(packet);
  });

  it('is read as it was written, with versions, signatures and unknown ids', () => {
    const signed = encodeMessage('HEARTBEAT', { type: 2, autopilot: 3 }, { ...from(3), signed: true });
    const packets = [heartbeat(1), unknown(1, 2), heartbeat(2, 1), signed, unknown(0xfd)];
    const { records, ...counts } = read(tlogOf(packets));
    expect(records.map(({ bytes }) => bytes)).toEqual(packets);
    expect(records.map(({ timeUs }) => timeUs - WALL_US)).toEqual([0, 1000, 2000, 3000, 4000]);
    expect(records.map(({ isKnown }) => isKnown)).toEqual([true, false, true, true, false]);
    expect(counts).toEqual({ skippedBytes: 0, damages: 0 });
  });

  it('is read on behind what is damaged, torn or put between', () => {
    const good = [heartbeat(1), heartbeat(2), heartbeat(3)];
    const file = tlogOf(good);
    const damaged = file.slice();
    // A bit of the second packet.
    damaged[Math.floor(file.length / 2)]! ^= 4;
    const { records, damages } = read(join([Uint8Array.of(1, 2, 3), damaged, file.subarray(0, 15), file]));
    expect(records.map(({ bytes }) => bytes)).toEqual([good[0], good[2], ...good]);
    expect(damages).toBe(3);
    expect(read(file.subarray(0, file.length - 1)).records).toHaveLength(2);
  });

  it('loses no good record to the length of an unknown id', () => {
    const file = tlogOf([heartbeat(1), unknown(1, 2), heartbeat(2), heartbeat(3)]);
    const lie = file.slice();
    // Of the unknown one, which then ends where the last one begins.
    lie[8 + heartbeat(1).length + 8 + 1]! += 8 + heartbeat(2).length;
    const { records, damages } = read(lie);
    expect(records.map(({ bytes }) => bytes)).toEqual([heartbeat(1), heartbeat(2), heartbeat(3)]);
    expect(damages).toBe(1);
  });

  it('keeps times over the whole range, and makes none of what is none', () => {
    const view = new DataView(new ArrayBuffer(8));
    for (const us of [0, 1, 2 ** 32, WALL_US]) {
      writeTlogTime(view, 0, us);
      expect(readTlogTime(view, 0)).toBe(us);
    }
    writeTlogTime(view, 0, -5);
    expect(readTlogTime(view, 0)).toBe(0);
    writeTlogTime(view, 0, 1e300);
    expect(readTlogTime(view, 0)).toBe(4_102_444_800e6);
  });

  it.each(captures())('has of the capture %s what its packets are, as the judge reads it', async (_name, bytes) => {
    const { found } = parsePackets([bytes]);
    const file = tlogOf(found);
    const { records, skippedBytes } = read(file, [1000]);
    expect(records.map((record) => record.bytes)).toEqual(found);
    expect(skippedBytes).toBe(0);
    // The judge knows nothing of times: it is given what stands between them, by the lengths that its format says.
    const packets: Uint8Array[] = [];
    for (let at = 0; at < file.length; ) {
      const start = at + 8;
      const length = file[start] === 0xfd ? 12 + file[start + 1]! + (file[start + 2]! & 1) * 13 : 8 + file[start + 1]!;
      packets.push(file.subarray(start, start + length));
      at = start + length;
    }
    const buffersOf = async (what: Uint8Array) =>
      (await judgedPackets(what)).map(({ buffer }) => new Uint8Array(buffer));
    expect(await buffersOf(join(packets))).toEqual(await buffersOf(bytes));
  });

  const part = fc.oneof(
    fc.nat(255).map((seq) => tlogOf([heartbeat(seq), heartbeat(seq + 1, 1)])),
    fc.constant(tlogOf([unknown(0xfe, 9, 0xfd)])),
    fc.nat(40).map((cut) => tlogOf([heartbeat(3), heartbeat(4)]).subarray(cut)),
    fc.uint8Array({ maxLength: 400 }),
    fc.array(fc.constantFrom(0xfd, 0xfe, 0, 9, 255), { maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
  );

  it('is the same in any chunking', () => {
    const file = fc.array(part, { maxLength: 20 }).map(join);
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(file, sizes, (bytes, sizes) => {
        expect(read(bytes, sizes)).toEqual(read(bytes));
      }),
    );
  });

  it('never makes a reader throw, grow or lose count of a byte, whatever bytes it holds', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }).map(join), (bytes) => {
        const { records, skippedBytes } = read(bytes);
        const taken = records.reduce((sum, { bytes: { length } }) => sum + 8 + length, 0);
        expect(taken + skippedBytes).toBe(bytes.length);
        for (const { bytes: packet } of records) expect(packet.length + 8).toBeLessThanOrEqual(MAX_TLOG_RECORD_BYTES);
      }),
    );
  });
});
