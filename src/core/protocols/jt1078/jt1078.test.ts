import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelReceiver } from './channel-receiver';
import { readIFrame, readVector } from './fixtures/camera';
import {
  DATA_TYPES,
  type MediaFault,
  type MediaPacket,
  type SimBytes,
  type StreamFault,
  SUBPACKAGES,
} from './messages';
import { readDatagram, writePacket } from './packet';
import { PacketSplitter } from './packet-splitter';
import { Packetiser } from './packetise';

interface Frame {
  readonly dataType: string;
  readonly data: Uint8Array;
}

/** A receiver that keeps what it is given. */
function receiver() {
  const frames: Frame[] = [];
  const faults: MediaFault['kind'][] = [];
  const channel = new ChannelReceiver({
    frame: ({ dataType, data }) => frames.push({ dataType, data: data.slice() }),
    fault: ({ kind }) => faults.push(kind),
  });
  return { channel, frames, faults };
}

/** What a connection gives that carries `bytes` in pieces of the `sizes`, again and again. */
function overTcp(bytes: Uint8Array, sizes: readonly number[] = [bytes.length || 1]) {
  const { channel, frames, faults } = receiver();
  const packets: MediaPacket[] = [];
  const streamFaults: StreamFault[] = [];
  const splitter = new PacketSplitter({
    packet: (packet) => {
      packets.push({ ...packet, body: packet.body.slice() });
      channel.fromStream(packet, 0);
    },
    fault: (fault) => streamFaults.push(fault),
  });
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    // A chunk's owner may use it again.
    const chunk = bytes.slice(at, at + size);
    splitter.push(chunk);
    chunk.fill(0x30);
    at += size;
  }
  return { packets, frames, faults, streamFaults };
}

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const camera = readVector('jt1078-camera');
const iFrame = readVector('jt1078-iframe');
const ofType = (frames: readonly Frame[], dataType: string) => frames.filter((frame) => frame.dataType === dataType);

const simBytes = fc.constantFrom<SimBytes[]>(6, 10);
const anyPacket: fc.Arbitrary<MediaPacket> = fc
  .record({
    simBytes,
    digits: fc.bigInt({ min: 10n ** 11n, max: 10n ** 12n - 1n }),
    channel: fc.nat(255),
    marker: fc.boolean(),
    payloadType: fc.nat(95),
    sequence: fc.nat(0xffff),
    dataType: fc.constantFrom(...DATA_TYPES),
    subpackage: fc.constantFrom(...SUBPACKAGES),
    timestampMs: fc.maxSafeNat(),
    lastIFrameIntervalMs: fc.nat(0xffff),
    lastFrameIntervalMs: fc.nat(0xffff),
    // A few bytes of nothing may be a packet of either width.
    body: fc.uint8Array({ minLength: 40, maxLength: 90 }),
  })
  .map(({ digits, timestampMs, lastIFrameIntervalMs, lastFrameIntervalMs, ...rest }) => {
    const timed = rest.dataType !== 'transparent';
    const isVideo = timed && rest.dataType !== 'audio';
    return {
      ...rest,
      payloadType: isVideo ? 96 + (rest.payloadType % 32) : rest.payloadType,
      sim: String(digits).padStart(rest.simBytes * 2, '0'),
      ...(timed && { timestampMs }),
      ...(isVideo && { lastIFrameIntervalMs, lastFrameIntervalMs }),
    };
  });

describe('a packet', () => {
  it('of a camera says what it is', () => {
    expect(readDatagram(iFrame[7]!)).toMatchObject({
      simBytes: 6,
      sim: '012345678999',
      channel: 1,
      marker: true,
      payloadType: 98,
      sequence: 7,
      dataType: 'i',
      subpackage: 'last',
      timestampMs: 1566919211506,
      lastIFrameIntervalMs: 0,
    });
  });

  it.each([...camera.entries()])('of a camera is written as it came: %d', (_, bytes) => {
    expect(Buffer.from(writePacket(readDatagram(bytes)!)).equals(bytes)).toBe(true);
  });

  it('of any kind and width is read as it was written', () => {
    fc.assert(
      fc.property(anyPacket, (packet) => {
        expect(readDatagram(writePacket(packet))).toEqual(packet);
      }),
    );
  });

  it('is refused where a byte is missing, or is too many', () => {
    const bytes = iFrame[0]!;
    for (let length = 0; length < 40; length++) expect(readDatagram(bytes.subarray(0, length))).toBeUndefined();
    expect(readDatagram(bytes.subarray(0, -1))).toBeUndefined();
    expect(readDatagram(joined([bytes, Uint8Array.of(0)]))).toBeUndefined();
  });

  it('may be anything: reading never fails', () => {
    const noise = fc.uint8Array({ maxLength: 80 });
    fc.assert(fc.property(noise, (bytes) => void readDatagram(joined([iFrame[0]!.subarray(0, 4), bytes]))));
  });
});

describe('over TCP', () => {
  it('an I frame comes together byte for byte', () => {
    expect(overTcp(joined(iFrame)).frames).toEqual([{ dataType: 'i', data: readIFrame() }]);
  });

  it('a camera’s 270 frames come, 6 of them I frames, however they are cut', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 20 });
    const whole = overTcp(joined(camera)).frames;
    expect(whole).toHaveLength(270);
    expect(ofType(whole, 'i')).toHaveLength(6);
    fc.assert(
      fc.property(sizes, (pieces) => {
        const { frames, faults, streamFaults } = overTcp(joined(camera), pieces);
        expect(Buffer.concat(frames.map(({ data }) => data)).equals(Buffer.concat(whole.map(({ data }) => data)))).toBe(
          true,
        );
        expect([...faults, ...streamFaults]).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(overTcp(joined(camera), [1]).frames).toHaveLength(270);
  });

  it('any packets are found in any pieces, whatever their width', () => {
    const packets = fc.array(anyPacket, { minLength: 1, maxLength: 8 });
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(packets, sizes, simBytes, (list, pieces, width) => {
        // One terminal has one width and one number.
        const sim = '013912345678'.padStart(width * 2, '0');
        const sent = list.map((packet) => ({ ...packet, simBytes: width, sim }));
        const { packets: got } = overTcp(joined(sent.map(writePacket)), pieces);
        expect(got).toEqual(sent);
      }),
    );
  });

  it('a picture goes on with its last byte, and waits for no other packet', () => {
    for (const width of [6, 10] as const) {
      const packetiser = new Packetiser({ sim: '13912345678', simBytes: width, channel: 1 });
      const picture = { payloadType: 98, dataType: 'i', timestampMs: 5, data: new Uint8Array(3000).fill(7) } as const;
      expect(overTcp(joined(packetiser.packets(picture)), [1]).frames).toHaveLength(1);
    }
  });

  it('what is no packet is skipped, told once, and costs no picture', () => {
    const garbage = new TextEncoder().encode('GET / HTTP/1.1 01cd 30');
    const { frames, streamFaults } = overTcp(joined([garbage, ...camera, garbage, garbage, ...iFrame]), [700]);
    expect(frames.length).toBe(271);
    expect(streamFaults).toEqual([
      { kind: 'garbage', bytes: garbage.length },
      { kind: 'garbage', bytes: garbage.length * 2 },
    ]);
  });

  it.each([
    ['too long', 0xffff],
    ['too long by one', 439],
    ['too short', 3],
  ])('a length that is %s loses its packet, and those up to the next I frame, but no more', (_, length) => {
    const packets = camera.map((packet) => packet.slice());
    // The first P frame of one packet.
    new DataView(packets[10]!.buffer).setUint16(28, length);
    const { frames } = overTcp(joined(packets), [1000]);
    const whole = overTcp(joined(camera)).frames;
    const secondI = whole.findIndex(({ dataType }, n) => n > 0 && dataType === 'i');
    expect(frames.slice(0, 2)).toEqual(whole.slice(0, 2));
    const after = frames.slice(frames.findIndex(({ dataType }, n) => n > 0 && dataType === 'i'));
    expect(after).toEqual(whole.slice(secondI));
  });

  it('a lost packet costs its own frame, and is told once', () => {
    const without = camera.filter((_, n) => n !== 3);
    const { frames, faults } = overTcp(joined(without));
    const whole = overTcp(joined(camera)).frames;
    const lost = whole.find(({ dataType }) => dataType !== 'audio');
    expect(frames).toEqual(whole.filter((frame) => frame !== lost));
    expect(faults).toEqual(['lost-packets']);
  });

  it('terminals that count pictures and sound apart, or not at all, lose nothing', () => {
    const options = { sim: '1', channel: 1 };
    const video = new Packetiser({ ...options, firstSequence: 65530 });
    const audio = new Packetiser({ ...options, firstSequence: 9000 });
    const sent = Array.from({ length: 40 }, (_, n) => [
      ...video.packets({ payloadType: 98, dataType: n === 0 ? 'i' : 'p', data: new Uint8Array(1000) }),
      ...audio.packets({ payloadType: 6, dataType: 'audio', data: new Uint8Array(160) }),
    ]).flat();
    expect(overTcp(joined(sent))).toMatchObject({ faults: [], frames: { length: 80 } });
    const uncounted = sent.map((packet) => packet.map((byte, at) => (at === 6 || at === 7 ? 0 : byte)));
    expect(overTcp(joined(uncounted))).toMatchObject({ faults: [], frames: { length: 80 } });
  });

  it('noise never fails, and never holds more than a packet', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc.constantFrom(...camera.slice(0, 12)),
      fc
        .constantFrom(...camera.slice(0, 12))
        .chain((packet) => fc.nat(packet.length).map((n) => packet.subarray(0, n))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 2000 }), (pieces, size) => {
        const bytes = joined(pieces);
        overTcp(bytes, [size]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('over UDP', () => {
  /** Moves each packet by up to `window` places. */
  function reordered(packets: readonly Uint8Array[], window: number, random: () => number): Uint8Array[] {
    return packets
      .map((packet, n) => ({ packet, place: n + random() * window }))
      .sort((a, b) => a.place - b.place)
      .map(({ packet }) => packet);
  }
  const overUdp = (packets: readonly Uint8Array[], periodUs = 1000) => {
    const { channel, frames, faults } = receiver();
    packets.forEach((packet, n) => {
      channel.fromDatagram(readDatagram(packet)!, n * periodUs);
    });
    channel.expire(packets.length * periodUs + 1e6);
    return { frames, faults, channel };
  };

  it('packets in a window’s disorder make the same frames', () => {
    const whole = overTcp(joined(camera)).frames;
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
        const random = () => numbers.next().value ?? 0;
        const { frames, faults } = overUdp(reordered(camera, 16, random));
        expect(faults).toEqual([]);
        expect(frames).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('a lost datagram costs the pictures up to the next I frame, and is counted', () => {
    const { frames, faults, channel } = overUdp(camera.filter((_, n) => n !== 100));
    const whole = overTcp(joined(camera)).frames;
    expect(ofType(frames, 'i')).toHaveLength(6);
    expect(frames.length).toBeLessThan(270);
    for (const frame of frames) expect(whole.some(({ data }) => Buffer.compare(data, frame.data) === 0)).toBe(true);
    expect(faults).toEqual(['lost-packets']);
    expect(channel.takeLoss()).toEqual({ received: 313, lost: 1 });
    expect(channel.takeLoss()).toEqual({ received: 0, lost: 0 });
  });

  it('datagrams that come twice or far too late change nothing', () => {
    const twice = camera.flatMap((packet, n) => [packet, packet, ...(n > 200 ? [camera[n - 150]!] : [])]);
    expect(overUdp(twice, 100).frames).toHaveLength(270);
  });

  it.each([
    [300, 12],
    [60, 7],
  ])('a camera that begins to count again after %d packets goes on', (packets, iFrames) => {
    const { frames } = overUdp([...camera.slice(0, packets), ...camera]);
    expect(ofType(frames, 'i').length).toBeGreaterThanOrEqual(iFrames - 1);
    expect(frames.at(-1)).toEqual(overTcp(joined(camera)).frames.at(-1));
  });

  it('pictures go on over the end of the sequence', () => {
    const packetiser = new Packetiser({ sim: '1', channel: 1, firstSequence: 65500 });
    const sent = Array.from({ length: 60 }, (_, n) =>
      packetiser.packets({ payloadType: 98, dataType: n === 0 ? 'i' : 'p', data: new Uint8Array(1500).fill(n) }),
    ).flat();
    expect(overUdp(reordered(sent, 8, Math.random))).toMatchObject({ faults: [], frames: { length: 60 } });
  });
});
