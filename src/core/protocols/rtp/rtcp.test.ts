import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reception } from './reception';
import { readRtcp, writeReceiverReport } from './rtcp';

/** A sender report with a source description behind it: RFC 3550, 6.4.1 and 6.5. */
const REPORT = Uint8Array.from([
  ...[0x80, 200, 0, 6, 0xca, 0xfe, 0xba, 0xbe, 0xe8, 0x12, 0x34, 0x56, 0x80, 0, 0, 0],
  ...[0, 1, 0x5f, 0x90, 0, 0, 0, 9, 0, 0, 1, 0],
  ...[0x81, 202, 0, 3, 0xca, 0xfe, 0xba, 0xbe, 1, 2, 0x68, 0x69, 0, 0, 0, 0],
]);

describe('RTCP', () => {
  it('tells how the clock of a sender stands', () => {
    expect(readRtcp(REPORT)).toEqual([
      {
        type: 'sender-report',
        ssrc: 0xcafebabe,
        ntpMiddle: 0x34568000,
        ntpSeconds: 0xe8123456 + 0.5,
        timestamp: 90_000,
      },
    ]);
  });

  it('tells that a sender ends, behind other reports', () => {
    const bye = Uint8Array.of(0x81, 203, 0, 1, 0, 0, 0, 5);
    expect(readRtcp(Uint8Array.from([...REPORT, ...bye])).at(-1)).toEqual({ type: 'bye', ssrc: 5 });
  });

  it('of any bytes never throws, and ends where a length does not fit', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readRtcp(bytes)));
    expect(readRtcp(REPORT.subarray(0, 27))).toEqual([]);
  });

  it('of ours says how packets came (RFC 3550, 6.4.2)', () => {
    const block = { ssrc: 9, fractionLost: 64, cumulativeLost: -2, extendedHighestSequence: 0x1ffff, jitter: 5 };
    const bytes = writeReceiverReport({
      ssrc: 1,
      cname: 'me',
      block,
      lastSenderReport: { ntpMiddle: 3, agoSeconds: 0.5 },
    });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      ['81c90007', '00000001', '00000009', '40fffffe', '0001ffff', '00000005', '00000003', '00008000']
        .concat(['81ca0003', '00000001', '01026d65', '00000000'])
        .join(''),
    );
    expect(bytes.length % 4).toBe(0);
  });
});

describe('the count of a reception', () => {
  const reception = (sequences: readonly number[]) => {
    const made = new Reception(9, sequences[0] ?? 0, 90_000);
    for (const [at, sequence] of sequences.entries()) made.came(sequence, at * 3000, at * 33_333);
    return made;
  };

  it('goes on where the sequence begins again', () => {
    const made = reception([65_534, 65_535, 0, 1]);
    expect([made.received, made.lost, made.report().extendedHighestSequence]).toEqual([4, 0, 65_537]);
  });

  it('tells what is missing, and what of it since the last report', () => {
    const made = reception([0, 1, 3]);
    expect(made.lost).toBe(1);
    expect(made.report()).toMatchObject({ fractionLost: 64, cumulativeLost: 1 });
    made.came(4, 0, 0);
    expect(made.report()).toMatchObject({ fractionLost: 0, cumulativeLost: 1 });
    // What comes late is no loss any more.
    made.came(2, 0, 0);
    expect(made.lost).toBe(0);
  });

  it('begins again where a sender does', () => {
    expect(reception([0, 1, 30_000, 30_001]).lost).toBe(0);
  });

  it('knows how unevenly packets come, and takes no leap of a timestamp for it', () => {
    const even = reception(Array.from({ length: 100 }, (_, n) => n));
    expect(even.jitterMs).toBeLessThan(0.1);
    even.came(100, 2_000_000_000, 3_333_300);
    expect(even.jitterMs).toBeLessThan(0.1);
    for (let n = 101; n < 200; n++)
      even.came(n, 2_000_000_000 + (n - 100) * 3000, 3_333_300 + (n - 100) * 33_333 + (n % 2) * 10_000);
    expect(even.jitterMs).toBeGreaterThan(5);
  });
});
