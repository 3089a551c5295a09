import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRtcp, readRtpPacket } from './packet';

const HEADER = [0x80, 0xe0, 0x12, 0x34, 0xff, 0xff, 0xff, 0xfe, 0xde, 0xad, 0xbe, 0xef];
const bytes = (...all: readonly number[]) => Uint8Array.from(all);

describe('a packet of RTP', () => {
  it('has the fields of its header', () => {
    expect(readRtpPacket(bytes(...HEADER, 1, 2, 3))).toEqual({
      ...{ marker: true, payloadType: 96, sequence: 0x1234, timestamp: 0xfffffffe, ssrc: 0xdeadbeef },
      payload: bytes(1, 2, 3),
    });
  });

  it('is read behind contributing sources and an extension, and without its padding', () => {
    const [, ...rest] = HEADER;
    const csrc = [0, 0, 0, 1, 0, 0, 0, 2];
    const extension = [0xbe, 0xde, 0, 1, 0x10, 0xff, 0, 0];
    const packet = bytes(0x80 | 0x20 | 0x10 | 2, ...rest, ...csrc, ...extension, 7, 8, 9, 0, 0, 3);
    expect(readRtpPacket(packet)?.payload).toEqual(bytes(7, 8, 9));
  });

  it('may be of padding alone, or of none though it says so', () => {
    const [, ...rest] = HEADER;
    expect(readRtpPacket(bytes(0xa0, ...rest, 0, 0, 0, 4))?.payload).toEqual(bytes());
    expect(readRtpPacket(bytes(0xa0, ...rest, 5, 0))?.payload).toEqual(bytes(5, 0));
  });

  it.each([
    ['shorter than its header', HEADER.slice(0, 11)],
    ['of another version', [0x40, ...HEADER.slice(1)]],
    ['with more padding than it has', [0xa0, ...HEADER.slice(1), 9]],
    ['with contributing sources that it has not', [0x8f, ...HEADER.slice(1)]],
    ['with an extension that it has not', [0x90, ...HEADER.slice(1), 0, 0, 0, 9]],
  ])('%s is none', (_, all) => {
    expect(readRtpPacket(bytes(...all))).toBeUndefined();
  });

  it('is told from one of RTCP by its type', () => {
    expect([isRtcp(bytes(...HEADER)), isRtcp(bytes(0x80, 200, 0, 1, 0, 0, 0, 1))]).toEqual([false, true]);
  });

  it('of any bytes is read or not, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (all) => {
        const packet = readRtpPacket(all);
        if (packet) expect(packet.payload.length).toBeLessThanOrEqual(all.length - 12);
      }),
    );
  });
});
