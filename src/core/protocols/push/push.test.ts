import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVideoConfig, writeVideoConfig } from './config';
import { PushDialect } from './dialect';
import type { PushPacket, PushPacketType } from './messages';
import { FRAME_HEADER_BYTES, readPushPacket, writePushPacket } from './packet';
import { askedStreamId } from './stream-id';

const START = [0, 0, 0, 1];
const packets: fc.Arbitrary<PushPacket> = fc
  .record({
    type: fc.constantFrom<PushPacketType>('sps', 'pps', 'key-frame', 'frame'),
    timestampUs: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    flags: fc.nat({ max: 0xffffffff }),
    short: fc.boolean(),
    nal: fc.uint8Array({ maxLength: 400 }),
  })
  .map(({ type, timestampUs, flags, short, nal }) => ({
    type,
    timestampUs,
    flags: type === 'sps' || type === 'pps' ? 0 : flags,
    payload: Uint8Array.from([...(short ? START.slice(1) : START), ...nal]),
  }));

describe('a packet', () => {
  it('is laid out as the original writes it', () => {
    const payload = Uint8Array.of(0, 0, 0, 1, 0x67, 0x42);
    const sps = writePushPacket({ type: 'sps', timestampUs: 0x1_0000_0002, flags: 0, payload });
    expect([...sps]).toEqual([0, 0, 0, 19, 1, 0, 0, 0, 1, 0, 0, 0, 2, ...payload]);
    const frame = writePushPacket({ type: 'key-frame', timestampUs: 3, flags: 7, payload });
    const sizeAndFlags = [0, 0, 0, 6, 0, 0, 0, 7];
    expect([...frame]).toEqual([0, 0, 0, 27, 3, 0, 0, 0, 0, 0, 0, 0, 3, ...sizeAndFlags, ...payload]);
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(readPushPacket(writePushPacket(packet))).toEqual({ ok: true, packet });
      }),
    );
  });

  it('may hold several NAL units', () => {
    const payload = Uint8Array.of(...START, 0x67, 1, ...START, 0x68, 2, 0, 0, 1, 0x65, 0x88);
    const message = writePushPacket({ type: 'key-frame', timestampUs: 0, flags: 0, payload });
    expect(readPushPacket(message)).toMatchObject({ ok: true, packet: { payload } });
  });

  it('is refused wherever it is cut off, and with anything behind it', () => {
    fc.assert(
      fc.property(packets, fc.nat(), (packet, cut) => {
        const whole = writePushPacket(packet);
        expect(readPushPacket(whole.subarray(0, cut % whole.length)).ok).toBe(false);
        expect(readPushPacket(Uint8Array.of(...whole, 0)).ok).toBe(false);
      }),
    );
  });

  it.each([
    ['length', 3, 1],
    ['type', 4, 9],
    ['size', 16, 1],
    ['start-code', 22, 5],
  ])('names what is wrong with it: %s', (fault, at, value) => {
    const payload = Uint8Array.of(...START, 0x65, 0x88);
    const message = writePushPacket({ type: 'frame', timestampUs: 0, flags: 0, payload });
    message[at] = value;
    expect(readPushPacket(message)).toEqual({ ok: false, fault });
  });

  it('that ends within the header of a frame is short', () => {
    const message = new Uint8Array(FRAME_HEADER_BYTES - 1);
    message.set([0, 0, 0, FRAME_HEADER_BYTES - 1, 4]);
    expect(readPushPacket(message)).toEqual({ ok: false, fault: 'short' });
    expect(readPushPacket(new Uint8Array(0))).toEqual({ ok: false, fault: 'short' });
  });

  it('never reads past any bytes, nor throws on them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat({ max: 8 }), (bytes, from) => {
        const read = readPushPacket(bytes.subarray(from));
        if (read.ok) expect(read.packet.payload.length).toBeLessThan(bytes.length);
      }),
    );
  });
});

describe('a dialect', () => {
  const frame = writePushPacket({
    type: 'frame',
    timestampUs: 0,
    flags: 0,
    payload: Uint8Array.of(...START, 0x41, 0x9a),
  });

  it('of bytes is every piece as it came, start code or not', () => {
    const dialect = new PushDialect();
    for (const bytes of [Uint8Array.of(...START, 0x67), Uint8Array.of(1), Uint8Array.of(0, 0, 0, 14, 4, 0)]) {
      expect(dialect.read(bytes)).toEqual({ kind: 'bytes', bytes });
    }
  });

  it('of packets takes nothing else once one has come', () => {
    const dialect = new PushDialect();
    expect(dialect.read(frame)).toMatchObject({ kind: 'packet', packet: { type: 'frame' } });
    expect(dialect.read(frame.subarray(0, 20))).toEqual({ kind: 'fault', fault: 'length' });
    expect(dialect.read(Uint8Array.of(...START, 0x65, 1, 2, 3, 4, 5, 6, 7, 8, 9))).toEqual({
      kind: 'fault',
      fault: 'type',
    });
    expect(dialect.read(frame)).toMatchObject({ kind: 'packet' });
  });

  it('is found behind a first packet that lies', () => {
    const dialect = new PushDialect();
    expect(dialect.read(frame.subarray(0, 25))).toMatchObject({ kind: 'bytes' });
    expect(dialect.read(frame)).toMatchObject({ kind: 'packet' });
  });

  it('of bytes is never taken for packets where a piece begins with a start code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.boolean(), (tail, short) => {
        const bytes = Uint8Array.from([...(short ? START.slice(1) : START), ...tail]);
        expect(new PushDialect().read(bytes).kind).toBe('bytes');
      }),
    );
  });
});

describe('a video_config', () => {
  it('is read as it was written', () => {
    const config = { format: 'h264', source: 'simulator' };
    expect(readVideoConfig(writeVideoConfig(config))).toEqual(config);
  });

  it('is H.264 of a nameless producer where it does not say', () => {
    expect(readVideoConfig('{"type":"video_config","source":5}')).toEqual({ format: 'h264', source: '' });
  });

  it.each(['', 'ping', 'null', '[]', '{"type":"subscribe"}', '{"format":"h264"}'])('is not %s', (text) => {
    expect(readVideoConfig(text)).toBeUndefined();
  });
});

describe('a stream id that a producer asks for', () => {
  it.each([
    ['front-left', 'front-left'],
    ['Rover 2/../x', 'Rover-2-..-x'],
    ['..', undefined],
    ['  ', undefined],
    [null, undefined],
    ['a\r\nb', 'a-b'],
    ['前方', '前方'],
  ])('%j becomes %j', (asked, id) => {
    expect(askedStreamId(asked)).toBe(id);
  });

  it('is bounded', () => {
    expect(askedStreamId('x'.repeat(10_000))).toHaveLength(64);
  });
});
