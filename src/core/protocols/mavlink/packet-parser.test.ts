import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from './encode';
import { parsePackets } from './fixtures/capture';
import { MAX_PACKET_BYTES } from './packet';

const heartbeat = (seq: number, version: 1 | 2 = 2) =>
  encodeMessage(
    'HEARTBEAT',
    { type: 2, autopilot: 3, base_mode: 81, system_status: 4, mavlink_version: 3 },
    from(seq, version),
  );
const from = (seq: number, version: 1 | 2 = 2) => ({ version, system: 1, component: 1, seq });
const join = (...parts: (Uint8Array | readonly number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
/** A packet of an id that nobody has defined. */
const unknown = (id: number, ...payload: number[]) =>
  Uint8Array.of(0xfd, payload.length, 0, 0, 9, 1, 1, id & 255, (id >> 8) & 255, id >> 16, ...payload, 1, 2);

function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    // A buffer that is used again must not matter.
    const chunk = bytes.slice(at, at + size);
    yield chunk;
    chunk.fill(0xfd);
    at += size;
  }
}

describe('packets in a stream', () => {
  it('are found in both versions, one behind another', () => {
    const packets = [heartbeat(1), heartbeat(2, 1), heartbeat(3)];
    expect(parsePackets([join(...packets)]).found).toEqual(packets);
  });

  it('are found behind a false start that promises more, with their last byte', () => {
    const packet = heartbeat(7);
    for (const start of [[0xfd, 255, 0, 0, 1, 1, 1, 30, 0, 0], [0xfe, 255, 1, 1, 1, 0], [0xfd], [0xfe], [0xfe, 28]]) {
      const { found, parser } = parsePackets([join(start, packet)]);
      expect(found).toEqual([packet]);
      expect(parser.skippedBytes).toBe(start.length);
    }
  });

  it('survive damage of the one before', () => {
    const damaged = heartbeat(1);
    damaged[12] = 99;
    const { found, parser } = parsePackets([join(damaged, heartbeat(2))]);
    expect(found).toEqual([heartbeat(2)]);
    expect(parser.crcErrors).toBe(1);
  });

  it('may have more fields than are known here', () => {
    const long = encodeMessage('GPS_RAW_INT', { yaw: 9000, fix_type: 3 }, from(1));
    expect(parsePackets([long]).found).toEqual([long]);
  });

  it('keeps a packet of an unknown id only where good ones meet both its ends', () => {
    const [one, two] = [unknown(60_123, 1, 2, 3), unknown(60_124, 0xfe)];
    expect(parsePackets([join(heartbeat(1), one, two, heartbeat(2))]).unknown).toEqual([60_123, 60_124]);
    expect(parsePackets([join(heartbeat(1), one, [0], heartbeat(2))]).unknown).toEqual([]);
    expect(parsePackets([join([7], one, heartbeat(2))]).unknown).toEqual([]);
    expect(parsePackets([join(heartbeat(1), one), join(heartbeat(2))]).parser.skippedBytes).toBe(0);
  });

  it('hands on a packet of an unknown id as it came, whatever pieces that was in', () => {
    const [one, two] = [unknown(60_123, 1, 0xfd, 3), unknown(60_124, 0xfe)];
    const bytes = join(heartbeat(1), one, two, heartbeat(2));
    for (const size of [1, 7, 30, 1000]) expect(parsePackets(chunksOf(bytes, [size])).unknownBytes).toEqual([one, two]);
  });

  it('lose nothing to the length of an unknown id', () => {
    const lie = unknown(60_123);
    lie[1] = 250;
    const { found, unknown: ids } = parsePackets([join(heartbeat(1), lie, heartbeat(2), heartbeat(3))]);
    expect(found).toHaveLength(3);
    expect(ids).toEqual([]);
  });

  const part = fc.oneof(
    fc.integer({ min: 0, max: 255 }).map((seq) => heartbeat(seq)),
    fc.integer({ min: 0, max: 255 }).map((seq) => heartbeat(seq, 1)),
    fc.constant(encodeMessage('RC_CHANNELS', { chan1_raw: 0xfdfe, chan2_raw: 0xfefd, chancount: 16 }, from(3))),
    fc.tuple(fc.nat(11), fc.integer({ min: 0, max: 255 })).map(([cut, seq]) => heartbeat(seq).subarray(0, cut)),
    fc.constant(unknown(60_123, 0xfe, 9, 0xfd)),
    fc.uint8Array({ maxLength: 30 }),
    fc.array(fc.constantFrom(0xfd, 0xfe, 0xff, 0, 9, 255), { maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
  );

  it('are the same in any chunking, in a packet within another, too', () => {
    const nested = encodeMessage(
      'STATUSTEXT',
      { text: String.fromCharCode(...heartbeat(5)), severity: 1, id: 3 },
      from(9),
    );
    const stream = fc.array(fc.oneof(part, fc.constant(nested)), { maxLength: 30 }).map((parts) => join(...parts));
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 700 })), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(stream, sizes, (bytes, sizes) => {
        const whole = parsePackets([bytes]);
        const pieces = parsePackets(chunksOf(bytes, sizes));
        expect(pieces.found).toEqual(whole.found);
        expect(pieces.unknown).toEqual(whole.unknown);
        expect(pieces.unknownBytes).toEqual(whole.unknownBytes);
        expect(pieces.parser.skippedBytes).toBe(whole.parser.skippedBytes);
      }),
      { numRuns: 300 },
    );
  });

  it('are all found between noise, and none is late', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const { parser, found } = parsePackets([]);
        let good = 0;
        for (const noise of parts) {
          parser.push(noise);
          const before = found.length;
          parser.push(heartbeat(good++));
          expect(found.slice(before).at(-1)).toEqual(heartbeat(good - 1));
        }
      }),
    );
  });

  it('never make it throw or read outside', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 10 }), (chunks) => {
        parsePackets(chunks, { datagrams: true });
        for (const packet of parsePackets(chunks).found) expect(packet.length).toBeLessThanOrEqual(MAX_PACKET_BYTES);
      }),
    );
  });
});

describe('a datagram', () => {
  const datagrams = { datagrams: true };

  it('holds packets, which may hold others', () => {
    const outer = encodeMessage(
      'STATUSTEXT',
      { text: String.fromCharCode(...heartbeat(5)), severity: 1, id: 3 },
      from(9),
    );
    expect(parsePackets([outer]).found).toEqual([heartbeat(5)]);
    expect(parsePackets([outer, outer], datagrams).found).toEqual([outer, outer]);
  });

  it('may be a packet of an unknown id alone', () => {
    expect(parsePackets([unknown(60_123, 4), heartbeat(1)], datagrams)).toMatchObject({ unknown: [60_123] });
  });

  it('may be a piece of what a serial bridge cut anywhere', () => {
    const packet = heartbeat(1);
    expect(parsePackets([packet.slice(0, 5), packet.slice(5), heartbeat(2)], datagrams).found).toEqual([
      packet,
      heartbeat(2),
    ]);
  });
});
