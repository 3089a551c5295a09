import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../byte-budget';
import { bytesOf, evilStreams, hexOf, realFrames } from './fixtures/read-fixtures';
import { type Jt808Frame, writeFrame } from './frame';
import { readMessage, writeBody, writeMessage } from './messages';
import { Jt808Reassembly } from './reassembly';
import { type Jt808Input, Jt808Splitter } from './splitter';

/** What a stream holds, fed in pieces of these lengths, over and over. */
function split(bytes: Uint8Array, lengths: readonly number[] = [bytes.length || 1]): Jt808Input[] {
  const splitter = new Jt808Splitter();
  const found: Jt808Input[] = [];
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const length = lengths[piece % lengths.length]!;
    found.push(...splitter.push(bytes.subarray(at, at + length)));
    at += length;
  }
  return found;
}

function onlyFrame(hex: string): Jt808Frame {
  const [input, ...more] = split(bytesOf(hex));
  if (input?.kind !== 'frame' || more.length > 0) throw new Error(`not one frame: ${hex}`);
  return input.frame;
}

function bodyOf(hex: string) {
  const { header, body } = onlyFrame(hex);
  const read = readMessage(header, body);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.message;
}

/** See the test that is about it. */
const [bare, ...others] = realFrames.filter(({ phone }) => phone.includes('7e'));
const escaped = realFrames.filter((frame) => frame !== bare);
const whole = escaped.filter(({ packet }) => packet === null);

describe('real frames', () => {
  it('are 240', () => expect(realFrames).toHaveLength(240));

  it.each(escaped.map((frame, index) => ({ index, ...frame })))('$index: $msgId', (real) => {
    const frame = onlyFrame(real.hex);
    expect(frame.header).toMatchObject({
      id: Number(real.msgId),
      edition: real.version2019 === null ? 2013 : 2019,
      phone: real.phone,
      serial: real.serial,
    });
    expect(frame.header.part ?? null).toEqual(real.packet && { total: real.packet[0], index: real.packet[1] });
    expect(hexOf(frame.body)).toBe(real.bodyHex);
    expect(hexOf(writeFrame(frame))).toBe(real.hex);
  });

  it.each(whole.map((frame, index) => ({ index, ...frame })))('$index: the body of $msgId', (real) => {
    const { header, body } = onlyFrame(real.hex);
    const read = readMessage(header, body);
    if (!read.ok) throw new Error(JSON.stringify(read.fault));
    expect(hexOf(writeBody(read.message, header.edition))).toBe(real.bodyHex);
    const [frame, ...more] = writeMessage(read.message, header);
    expect(more).toEqual([]);
    expect(hexOf(frame!)).toBe(real.hex);
  });

  it('of which one is none: it has bare delimiters inside and no room for a checksum', () => {
    expect(others).toEqual([]);
    expect(bare?.hex).toBe('7e00000000007e7e00000000007e');
    expect(split(bytesOf(bare!.hex)).map((input) => input.kind)).toEqual(['fault', 'fault']);
  });

  it('come out of a stream in any pieces', () => {
    const stream = bytesOf(escaped.map(({ hex }) => hex).join(''));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), (lengths) => {
        const found = split(stream, lengths);
        expect(found.map((input) => input.kind === 'frame' && hexOf(writeFrame(input.frame)))).toEqual(
          escaped.map(({ hex }) => hex),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('messages', () => {
  it('have the fields of the standard', () => {
    expect(bodyOf('7E00020000012345678900000A817E')).toEqual({ kind: 'heartbeat', body: {} });
    expect(bodyOf('7e80014005011234567890123456201900010001000200167e')).toEqual({
      kind: 'platformResponse',
      body: { responseSerial: 1, responseId: 2, result: 0 },
    });
    expect(bodyOf('7E910100110123456798100001093132372E302E302E31076000000101014C7E')).toEqual({
      kind: 'liveRequest',
      body: { ip: '127.0.0.1', tcpPort: 1888, udpPort: 0, channel: 1, dataType: 1, streamType: 1 },
    });
  });

  it('escape the checksum as well', () => {
    const frame = onlyFrame('7E00020000040021679287002B7D027E');
    expect(frame.header).toMatchObject({ id: 2, phone: '040021679287', serial: 43 });
  });

  it('tell a registration of 2011 from one of 2013 by its length', () => {
    const registrations = whole.filter(({ msgId }) => msgId === '0x0100').map(({ hex }) => bodyOf(hex));
    expect(registrations).toMatchObject([
      { body: { edition: 2019, manufacturerId: 'yzh', plate: '测A888888' } },
      { body: { edition: 2013, plate: '测A888888' } },
      { body: { edition: 2013, plateColour: 1, plate: '粤A12345' } },
      { body: { edition: 2019, plate: '粤A12345' } },
      { body: { edition: 2019, plate: '粤A12346' } },
      { body: { edition: 2011, terminalModel: 'tk12345', plate: '粤A12345' } },
    ]);
  });

  it('have a code to authenticate with only where the terminal was taken', () => {
    const phone = '13800138000';
    const body = { responseSerial: 1, result: 3, authCode: 'secret' };
    const [refusal] = writeMessage({ kind: 'registerResponse', body }, { edition: 2013, phone, serial: 0 });
    expect(bodyOf(hexOf(refusal!))).toEqual({ kind: 'registerResponse', body: { ...body, authCode: '' } });
  });

  it('keep what stands behind their last field', () => {
    const real = realFrames.find(({ msgId, bodyHex }) => msgId === '0x0001' && bodyHex.length === 14)!;
    expect(bodyOf(real.hex)).toMatchObject({ kind: 'terminalResponse', extra: bytesOf('00a8') });
  });

  it('that are too long for a frame are split, and whole again in any order', () => {
    const recording = {
      channel: 1,
      startTime: '261121050000',
      endTime: '261121051500',
      alarmFlag: 1n << 63n,
      mediaType: 0,
      streamType: 1,
      memoryType: 1,
      fileSize: 0xffffffff,
    };
    const message = {
      kind: 'recordings',
      body: { responseSerial: 7, recordings: Array.from({ length: 300 }, () => recording) },
    } as const;
    const frames = writeMessage(message, { edition: 2019, phone: '13800138000', serial: 0xfffe });
    expect(frames).toHaveLength(9);
    const reassembly = new Jt808Reassembly(new ByteBudget(1 << 20));
    const taken = frames.reverse().map((frame) => reassembly.take(onlyFrame(hexOf(frame)), 0));
    expect(taken.slice(0, -1)).toEqual(Array(8).fill({ kind: 'waiting' }));
    const last = taken.at(-1)!;
    if (last.kind !== 'whole') throw new Error(last.kind);
    expect(last.header).toMatchObject({ id: 0x1205, serial: 0xfffe });
    expect(readMessage(last.header, last.body)).toEqual({ ok: true, message });
  });
});

describe('evil streams', () => {
  /** In short: kinds of messages, or faults. */
  function found(inputs: readonly Jt808Input[]): string[] {
    const reassembly = new Jt808Reassembly(new ByteBudget(1 << 20));
    return inputs.map((input) => {
      if (input.kind === 'fault') return input.fault;
      const taken = reassembly.take(input.frame, 0);
      if (taken.kind !== 'whole') return taken.kind === 'fault' ? taken.fault : taken.kind;
      const read = readMessage(taken.header, taken.body);
      return read.ok ? read.message.kind : `${read.fault.kind}:${read.fault.offset}`;
    });
  }

  it.each(evilStreams)('$name', (evil) => {
    expect(found(split(evil.bytes))).toEqual(evil.found);
    expect(found(split(evil.bytes, [1, 7, 3]))).toEqual(evil.found);
  });

  it.each(evilStreams)('a frame behind $name is found', ({ bytes }) => {
    const heartbeat = bytesOf('7e7e00020000012345678900000a817e');
    expect(found(split(Uint8Array.of(...bytes, ...heartbeat))).at(-1)).toBe('heartbeat');
  });

  it('of any bytes neither throw nor hide what comes behind them', () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(...realFrames).map(({ hex }) => bytesOf(hex)),
      fc.constantFrom(bytesOf('7e'), bytesOf('7d'), bytesOf('7d02')),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
        const heartbeat = bytesOf('7e7e00020000012345678900000a817e');
        expect(found(split(Uint8Array.of(...bytes, ...heartbeat))).at(-1)).toBe('heartbeat');
      }),
    );
  });

  it('in a frame that is in order are a message, raw, or a fault; and what is read is written back', () => {
    const ids = [...new Set(whole.map(({ msgId }) => Number(msgId)))];
    const bodies = fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated());
    fc.assert(
      fc.property(fc.constantFrom(...ids), bodies, fc.constantFrom<2013 | 2019>(2013, 2019), (id, body, edition) => {
        const header = { id, body, edition, encryption: 0, reserved: 0, phone: '1', serial: 1 } as const;
        const read = readMessage(header, body);
        if (!read.ok) expect(read.fault.offset).toBeLessThanOrEqual(body.length);
        else if (read.message.kind !== 'registerResponse') expect(writeBody(read.message, edition)).toEqual(body);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Bodies of real frames with a few bytes changed, cut off somewhere. */
function mutated(): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...whole), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat())
    .map(([{ bodyHex }, changes, cut]) => {
      const body = bytesOf(bodyHex);
      for (const [at, value] of changes) body[at % (body.length || 1)] = value;
      return body.slice(0, cut % 5 === 0 ? cut % (body.length + 1) : body.length);
    });
}

describe('frames with a quirk', () => {
  it('are taken whose header is of 2019 without its version bit', () => {
    const [input] = split(bytesOf('7e81040000010000000001234567891000011c7e'));
    expect(input).toMatchObject({
      kind: 'frame',
      quirk: 'version-bit',
      frame: { header: { id: 0x8104, edition: 2019, protocolVersion: 1, phone: '00000000012345678910', serial: 1 } },
    });
  });

  /** A heartbeat whose checksum is 0x7d, by its serial. */
  const heartbeat = (() => {
    for (let serial = 0; serial <= 0xffff; serial++) {
      const [frame] = writeMessage({ kind: 'heartbeat', body: {} }, { edition: 2013, phone: '1', serial });
      if (frame && hexOf(frame).endsWith('7d017e')) return hexOf(frame);
    }
    throw new Error('there is one');
  })();

  it('are taken whose checksum is 0x7d and not escaped, and what follows is, too', () => {
    const bare = heartbeat.replace(/7d017e$/, '7d7e');
    const inputs = split(bytesOf(bare + heartbeat));
    expect(inputs).toMatchObject([{ kind: 'frame', quirk: 'checksum-escape' }, { kind: 'frame' }]);
    expect(inputs[1]).not.toHaveProperty('quirk');
  });

  it('are none where the checksum is another', () => {
    const [input] = split(bytesOf(heartbeat.replace(/^7e0002/, '7e0003').replace(/7d017e$/, '7d7e')));
    expect(input).toMatchObject({ kind: 'fault', fault: 'escape' });
  });
});

it.each([
  [2013, '00070200010003'],
  [2019, '0007000200010003'],
] as const)('the parts that are missing are asked for as %d counts them', (edition, hex) => {
  const message = { kind: 'retransmit', body: { originalSerial: 7, parts: [1, 3] } } as const;
  expect(hexOf(writeBody(message, edition))).toBe(hex);
});
