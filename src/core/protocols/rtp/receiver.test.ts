import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessUnitAssembler } from '../../bitstream/access-unit-assembler';
import { nalUnitsOf } from '../../bitstream/avcc';
import { HevcAssembler } from '../../bitstream/h265/hevc-assembler';
import type { AccessUnit } from '../../media/access-unit';
import { RtpPacketiser } from './packetise';
import type { MalformedReason, RtpCodec } from './payload-format';
import { RtpReceiver, type RtpReceiverOptions } from './receiver';

function picturesOf(codec: RtpCodec, file: string): readonly AccessUnit[] {
  const units: AccessUnit[] = [];
  const events = { onAccessUnit: (unit: AccessUnit) => void units.push(unit), onFault: () => undefined };
  const assembler = codec === 'h264' ? new AccessUnitAssembler(events) : new HevcAssembler(events);
  assembler.push(new Uint8Array(readFileSync(new URL(file, import.meta.url))), 0);
  assembler.flush();
  return units;
}

const PICTURES = {
  h264: picturesOf('h264', '../../bitstream/fixtures/four-slices.h264').slice(0, 12),
  h265: picturesOf('h265', '../../bitstream/h265/fixtures/plain.h265').slice(0, 12),
} as const;

/** A picture as its NAL units, so that start codes of 3 and of 4 bytes are the same. */
const unitsOf = (data: Uint8Array) => nalUnitsOf(data).map((nal) => Buffer.from(nal).toString('hex'));

function isSlice(codec: RtpCodec, hex: string): boolean {
  const header = Number.parseInt(hex.slice(0, 2), 16);
  return codec === 'h264' ? [1, 5].includes(header & 0x1f) : header >> 1 < 32;
}

interface Told {
  readonly pictures: string[][];
  readonly timesMs: number[];
  readonly malformed: MalformedReason[];
  lost: number;
  begun: number;
}

function receive(packets: readonly Uint8Array[], options: RtpReceiverOptions = {}) {
  const told: Told = { pictures: [], timesMs: [], malformed: [], lost: 0, begun: 0 };
  let open: number[] = [];
  const receiver = new RtpReceiver(
    {
      begin: () => {
        told.begun++;
        open = [];
      },
      bytes: (data) => void open.push(...data),
      endPicture: ({ timestampMs }) => {
        told.pictures.push(unitsOf(Uint8Array.from(open)));
        told.timesMs.push(timestampMs);
        open = [];
      },
      lost: () => {
        told.lost++;
        open = [];
      },
      malformed: (reason) => void told.malformed.push(reason),
    },
    options,
  );
  packets.forEach((packet, at) => void receiver.push(packet, at * 1000));
  receiver.expire(Number.MAX_SAFE_INTEGER);
  return { told, receiver, open };
}

const PER_PICTURE = 3000;
function packetsOf(codec: RtpCodec, maxPayloadBytes = 300, first = 4294967000): Uint8Array[][] {
  const packetiser = new RtpPacketiser({ codec, ssrc: 7, maxPayloadBytes, firstSequence: 65_530 });
  return PICTURES[codec].map(({ data }, n) => packetiser.packets(data, first + n * PER_PICTURE));
}
const sent = (codec: RtpCodec) => PICTURES[codec].map(({ data }) => unitsOf(data));

describe.each(['h264', 'h265'] as const)('a sender of %s', (codec) => {
  it('is received as it was sent, each picture at its marker, over the ends of both counters', () => {
    const { told, receiver } = receive(packetsOf(codec).flat());
    expect(told.pictures).toEqual(sent(codec));
    expect(told.timesMs).toEqual(PICTURES[codec].map((_, n) => expect.closeTo((n * PER_PICTURE) / 90, 6)));
    expect([told.lost, told.begun, receiver.codec, receiver.isMarked]).toEqual([0, 1, codec, true]);
  });

  it('is received in any order within some packets, and twice', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 4 })), (places) => {
        const packets = packetsOf(codec).flat();
        const late = packets.map((packet, at) => ({ packet, at: at + (at > 2 ? (places.next().value ?? 0) : 0) }));
        late.sort((a, b) => a.at - b.at);
        const { told } = receive(
          late.flatMap(({ packet }) => [packet, packet]),
          { reorderUs: 1e6 },
        );
        expect(told.pictures).toEqual(sent(codec));
      }),
      { numRuns: 30 },
    );
  });

  it('is received whole, picture by picture, or not at all, whatever is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 12 }), (gone) => {
        const packets = packetsOf(codec).flat();
        const { told } = receive(packets.filter((_, at) => !gone.includes(at)));
        // Parameter sets that were lost are known from before, or the picture is not decoded.
        const slices = (picture: readonly string[]) => picture.filter((nal) => isSlice(codec, nal)).join();
        const whole = sent(codec).map(slices);
        expect(told.pictures.map((picture) => whole.includes(slices(picture)))).not.toContain(false);
      }),
      { numRuns: 60 },
    );
  });

  it('loses just the picture of which a packet is missing, and the next one keeps its own', () => {
    const packets = packetsOf(codec);
    const [, , third = []] = packets;
    // The middle of the third picture; a fragment, where it has several.
    third.splice(Math.floor(third.length / 2), 1);
    const { told } = receive(packets.flat());
    const lost = sent(codec)[2];
    expect(told.pictures.filter((picture) => picture !== lost)).toEqual(sent(codec).filter((_, n) => n !== 2));
    expect(told.lost).toBe(1);
  });

  it('that does not mark ends is found out, and its pictures end with the next one', () => {
    const unmarked = packetsOf(codec)
      .flat()
      .map((packet) => packet.map((byte, at) => (at === 1 ? byte & 0x7f : byte)));
    const { told, receiver } = receive(unmarked);
    expect(told.pictures).toEqual(sent(codec).slice(0, -1));
    expect(receiver.isMarked).toBe(false);
  });

  it('that is replaced by another begins anew; one that only chimes in is not heard', () => {
    const packets = packetsOf(codec).flat();
    const other = packets.map((packet) => Uint8Array.from(packet, (byte, at) => (at === 11 ? 8 : byte)));
    expect(receive(packets.flatMap((packet, at) => [packet, other[at]!])).told).toMatchObject({ begun: 1, lost: 0 });
    const { told } = receive([...packets, ...Array.from({ length: 20 }, () => other).flat()]);
    expect(told.begun).toBe(2);
  });

  it('of any bytes behind a header never makes it throw', () => {
    const header = packetsOf(codec)[0]?.[0]?.subarray(0, 12) ?? new Uint8Array(12);
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 0, maxLength: 40 }), { maxLength: 20 }), (payloads) => {
        const packets = payloads.map((payload, at) => {
          const packet = Uint8Array.from([...header, ...payload]);
          packet[3] = at;
          return packet;
        });
        receive(packets, { codec });
      }),
    );
  });
});

describe('packets of H.264', () => {
  const packetiser = () => new RtpPacketiser({ codec: 'h264', ssrc: 1, maxPayloadBytes: 60_000 });
  const [key] = PICTURES.h264;
  const nals = nalUnitsOf(key?.data ?? new Uint8Array());
  const sized = (nal: Uint8Array) => [nal.length >> 8, nal.length & 0xff, ...nal];
  const packet = (payload: readonly number[], sequence: number, marker = false, timestamp = 0) => {
    const [raw = new Uint8Array(12)] = packetiser().packets(Uint8Array.of(0, 0, 0, 1, 0x67), timestamp);
    const made = Uint8Array.from([...raw.subarray(0, 12), ...payload]);
    made[1] = (marker ? 0x80 : 0) | 96;
    made[3] = sequence;
    return made;
  };

  it.each([
    ['STAP-A', [24, ...nals.flatMap(sized)]],
    ['STAP-A with a zero byte behind', [24, ...nals.flatMap(sized), 0]],
    ['STAP-B', [25, 0, 9, ...nals.flatMap(sized)]],
    ['a start code that does not belong there', [0, 0, 0, 1, ...nals.flatMap((nal) => [...nal, 0, 0, 1]).slice(0, -3)]],
    [
      'a whole byte stream as one FU-A',
      [0x7c, 0xc7, ...(nals[0] ?? []).slice(1), ...nals.slice(1).flatMap((nal) => [0, 0, 0, 1, ...nal])],
    ],
  ])('as %s are taken', (_, payload) => {
    const { told } = receive([packet(payload, 0, true)], { codec: 'h264' });
    expect(told.pictures).toEqual([unitsOf(key?.data ?? new Uint8Array())]);
    expect(told.malformed).toEqual([]);
  });

  it('whose parameter sets have a time of their own, and a marker, are taken', () => {
    const sets = nals.slice(0, -4);
    const slices = nals.slice(-4);
    const { told, open } = receive([
      ...sets.map((nal, at) => packet([...nal], at, true, 5)),
      ...slices.map((nal, at) => packet([...nal], sets.length + at, at === 3, 3000)),
    ]);
    expect(told.pictures.flat()).toEqual(unitsOf(key?.data ?? new Uint8Array()));
    expect(open).toEqual([]);
  });

  it.each([
    ['interleaved', [26, 0, 0, 0, 0, 0, 0, 0], 'interleaved'],
    ['of a type that there is not', [31, 0], 'type'],
    ['with a length beyond its end', [24, 0xff, 0xff, 1], 'length'],
    ['a fragment without its beginning', [0x7c, 0x05, 1, 2, 3], 'orphan'],
  ] as const)('%s are told, and nothing of them is taken', (_, payload, reason) => {
    const [begin = new Uint8Array()] = nals;
    const { told } = receive([packet([...begin], 0), packet(payload, 1, true)], { codec: 'h264' });
    expect(told.malformed).toEqual([reason]);
    if (reason !== 'type') expect(told).toMatchObject({ pictures: [], lost: 1 });
  });
});
