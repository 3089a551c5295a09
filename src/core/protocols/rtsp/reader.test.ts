import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../join-bytes';
import { type RtspMessage, writeRequest } from './message';
import { RtspReader } from './reader';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** RTP of version 2. */
const rtp = (...payload: number[]) => Uint8Array.of(0x80, 96, ...payload);
const frame = (channel: number, packet: Uint8Array) =>
  joinBytes([Uint8Array.of(0x24, channel, packet.length >> 8, packet.length & 0xff), packet]);

function read(chunks: readonly Uint8Array[], isOurs: (channel: number) => boolean = (channel) => channel < 2) {
  const messages: RtspMessage[] = [];
  const packets: [number, number[]][] = [];
  let skipped = 0;
  const reader = new RtspReader(
    {
      message: (message) => messages.push(message),
      packet: (channel, packet) => packets.push([channel, [...packet]]),
      skipped: (bytes) => {
        skipped += bytes;
      },
    },
    isOurs,
  );
  for (const chunk of chunks) reader.push(chunk);
  return { messages, packets, skipped };
}

const OK = 'RTSP/1.0 200 OK\r\nCSeq: 2\r\nSession: 1\r\n\r\n';

describe('a connection of RTSP', () => {
  it('gives messages and the packets between them', () => {
    const sdp = 'v=0\r\n';
    const described = `RTSP/1.0 200 OK\r\nContent-Length: ${sdp.length}\r\nContent-Base: rtsp://c/\r\n\r\n${sdp}`;
    const whole = joinBytes([frame(0, rtp(1)), bytesOf(OK), frame(1, rtp(2)), bytesOf(described), frame(0, rtp(3))]);
    const { messages, packets, skipped } = read([whole]);
    expect(packets).toEqual([
      [0, [...rtp(1)]],
      [1, [...rtp(2)]],
      [0, [...rtp(3)]],
    ]);
    expect(messages.map((message) => message.type)).toEqual(['response', 'response']);
    expect(messages[0]).toMatchObject({ status: 200, reason: 'OK' });
    expect(messages[0]?.headers.get('cseq')).toEqual(['2']);
    expect(textOf(messages[1]?.body ?? new Uint8Array())).toBe(sdp);
    expect(skipped).toBe(0);
  });

  it('reads what the other side asks', () => {
    const { messages } = read([bytesOf(writeRequest('SET_PARAMETER', 'rtsp://c/x', { CSeq: '7' }))]);
    expect(messages).toMatchObject([{ type: 'request', method: 'SET_PARAMETER', uri: 'rtsp://c/x' }]);
  });

  it('takes line ends of any kind, too many of them, and fields that go on', () => {
    const { messages, skipped } = read([
      bytesOf(
        '\r\n\r\nRTSP/1.0 401 No\nWWW-Authenticate: Basic realm="a"\nWWW-Authenticate: Digest realm="a",\n nonce="b"\n\n',
      ),
    ]);
    expect(messages[0]?.headers.get('www-authenticate')).toEqual(['Basic realm="a"', 'Digest realm="a", nonce="b"']);
    expect(skipped).toBe(0);
  });

  it('passes over what is neither, and is in step with the next packet or message', () => {
    const noise = bytesOf('noise $9 and RTSQ/1.0 ');
    const { messages, packets, skipped } = read([noise, frame(0, rtp(1)), bytesOf('lost bytes'), bytesOf(OK)]);
    expect(packets).toEqual([[0, [...rtp(1)]]]);
    expect(messages).toHaveLength(1);
    expect(skipped).toBe(noise.length + 'lost bytes'.length);
  });

  it('believes a dollar behind noise only where a packet of a channel of ours begins', () => {
    const chance = Uint8Array.of(1, 2, 0x24, 0, 200, 0, 7);
    const other = Uint8Array.of(0x24, 9, 0, 2, 0x80, 0);
    expect(read([chance, other, frame(1, rtp(5))]).packets).toEqual([[1, [...rtp(5)]]]);
  });

  it('gives a packet of one piece without a copy', () => {
    const whole = joinBytes([frame(0, rtp(1, 2, 3)), frame(0, rtp(4))]);
    const got: Uint8Array[] = [];
    new RtspReader({ message: () => undefined, packet: (_, packet) => got.push(packet) }).push(whole);
    expect(got.map(({ buffer }) => buffer)).toEqual([whole.buffer, whole.buffer]);
    expect(got[0]?.buffer).toBe(whole.buffer);
  });

  it.each([
    ['a head without an end', `RTSP/1.0 200 OK\r\n${'a: b\r\n'.repeat(12_000)}`],
    ['a body without an end', 'RTSP/1.0 200 OK\r\nContent-Length: 900000\r\n\r\n'],
  ])('is not held up by %s', (_, endless) => {
    const { messages, packets } = read([bytesOf(endless), bytesOf(OK), frame(0, rtp(1))]);
    expect(messages.at(-1)?.headers.get('cseq')).toEqual(['2']);
    expect(packets).toEqual([[0, [...rtp(1)]]]);
  });
});

const packet = fc.uint8Array({ minLength: 0, maxLength: 40 }).map((payload) => rtp(...payload));
const piece = fc.oneof(
  fc.tuple(fc.constantFrom(0, 1), packet).map(([channel, one]) => ({ bytes: frame(channel, one), told: 'packet' })),
  fc.tuple(fc.integer({ min: 100, max: 599 }), fc.uint8Array({ maxLength: 60 })).map(([status, body]) => ({
    bytes: joinBytes([bytesOf(`RTSP/1.0 ${status} x\r\nContent-Length: ${body.length}\r\n\r\n`), body]),
    told: 'message',
  })),
);

/** Cuts bytes at any places. */
function cut(whole: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [...new Set([0, ...at.map((one) => one % (whole.length + 1)), whole.length])].sort((a, b) => a - b);
  return places.slice(1).map((end, n) => whole.slice(places[n], end));
}

describe('whatever comes', () => {
  it('is read the same in any pieces', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(2000), { maxLength: 30 }), (pieces, at) => {
        const whole = joinBytes(pieces.map(({ bytes }) => bytes));
        const { messages, packets, skipped } = read(cut(whole, at));
        expect(messages).toHaveLength(pieces.filter(({ told }) => told === 'message').length);
        expect(packets).toHaveLength(pieces.filter(({ told }) => told === 'packet').length);
        expect(skipped).toBe(0);
        expect(packets).toEqual(read([whole]).packets);
      }),
    );
  });

  it('never throws, and noise in any pieces is the same noise', () => {
    const noise = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(bytesOf('$'), bytesOf('RTSP/'), bytesOf(OK))),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(noise, fc.array(fc.nat(2000), { maxLength: 30 }), (parts, at) => {
        const whole = joinBytes(parts);
        const [once, pieces] = [read([whole]), read(cut(whole, at))];
        expect(pieces.packets).toEqual(once.packets);
        expect(pieces.messages).toEqual(once.messages);
      }),
    );
  });
});
