import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annexBOf } from '../../bitstream/avcc';
import { deepLink } from './deep-link';
import { LineSplitter } from './line-splitter';
import { type RemoteCameraMessage, readRemoteCameraMessage, writeRemoteCameraMessage } from './messages';
import { toAnnexB } from './nalu-data';
import { readSenderRequest, writeSenderRequest } from './sender-requests';
import { PhoneTelemetry } from './telemetry';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function split(chunks: readonly Uint8Array[], longest?: number) {
  const seen: string[] = [];
  const splitter = new LineSplitter(
    { onLine: (line) => seen.push(textOf(line)), onTooLong: () => seen.push('too long') },
    longest,
  );
  for (const chunk of chunks) splitter.push(chunk);
  return seen;
}

/** `bytes` in pieces of the given sizes, over and over. */
function inPieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

describe('lines', () => {
  const line = fc.stringMatching(/^[ -~]{0,60}$/);

  it('come out whole in any chunking, empty ones left out, CR LF as LF', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n'))), sizes, (lines, pieces) => {
        const text = lines.map(([content, end]) => content + end).join('');
        expect(split(inPieces(bytesOf(text), pieces))).toEqual(
          lines.map(([content]) => content).filter((content) => content !== ''),
        );
      }),
    );
  });

  it('that are too long are skipped and told of once, and the next one is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 200 }), sizes, (length, pieces) => {
        const text = `${'x'.repeat(length)}\nnext\n`;
        expect(split(inPieces(bytesOf(text), pieces), 10)).toEqual(['too long', 'next']);
      }),
    );
  });

  it('are not copied where they came in one chunk', () => {
    const chunk = bytesOf('one\ntwo\n');
    const lines: Uint8Array[] = [];
    new LineSplitter({ onLine: (line) => lines.push(line), onTooLong: () => undefined }).push(chunk);
    expect(lines.map((line) => line.buffer === chunk.buffer)).toEqual([true, true]);
  });

  it('without an end are not lines yet', () => {
    expect(split([bytesOf('half')])).toEqual([]);
  });
});

const MESSAGES: readonly RemoteCameraMessage[] = [
  { kind: 'handshake', payload: { sourceID: 'A1', deviceName: 'Ann’s iPhone' } },
  {
    kind: 'handshake',
    payload: {
      sourceID: 'A1',
      deviceName: '',
      accepts: ['keyFrame'],
      pairingCode: '4711',
      parameterSets: { codec: 'h264', nalus: ['Z0IA'] },
    },
  },
  { kind: 'videoNALU', payload: { sourceID: 'A1', timestamp: 12.5, isKeyFrame: true, naluData: 'AAAA/+8=' } },
  { kind: 'audio', payload: { sourceID: 'A1', timestamp: 12.5, sampleRate: 48_000, channels: 1, audioData: 'AAA=' } },
  { kind: 'frame', payload: { sourceID: 'A1', timestamp: 1, width: 2, height: 2, imageData: '/9j/' } },
  { kind: 'parameterSets', payload: { sourceID: 'A1', codec: 'h265', nalus: ['QAE=', 'QgE=', 'RAE='] } },
  {
    kind: 'metadata',
    payload: { sourceID: 'A1', timestamp: 7e8, metadata: { type: 'custom', name: 'gaze', payload: { x: 0.25 } } },
  },
];

describe('a message', () => {
  it.each(MESSAGES)('is read as it was written: %j', (message) => {
    const line = writeRemoteCameraMessage(message);
    expect(line.endsWith('\n')).toBe(true);
    expect(line.slice(0, -1)).not.toMatch(/[^\\]\//);
    expect(readRemoteCameraMessage(line)).toEqual(message);
  });

  it('keeps no key that it does not know, and no prototype', () => {
    const line = '{"kind":"handshake","handshake":{"sourceID":"a","deviceName":"b","x":1,"__proto__":{"y":1}},"z":0}';
    expect(readRemoteCameraMessage(line)).toEqual({
      kind: 'handshake',
      payload: { sourceID: 'a', deviceName: 'b' },
    });
  });

  it('may lack a name, and a tracking state may be new', () => {
    expect(readRemoteCameraMessage('{"kind":"handshake","handshake":{"sourceID":"a"}}')?.payload).toEqual({
      sourceID: 'a',
      deviceName: '',
    });
    const face = '{"type":"arFace","face":{"blendShapes":{},"trackingState":"later"}}';
    const line = `{"kind":"metadata","metadata":{"sourceID":"a","timestamp":1,"metadata":${face}}}`;
    expect(readRemoteCameraMessage(line)?.payload).toMatchObject({ metadata: { face: { trackingState: 'unknown' } } });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"kind":"videoNALU"}',
    '{"kind":"handshake","handshake":{"sourceID":"","deviceName":"b"}}',
    '{"kind":"constructor","constructor":{}}',
    '{"kind":["handshake"],"handshake":{"sourceID":"a"}}',
    '{"kind":"videoNALU","videoNALU":{"sourceID":"a","timestamp":1e999,"isKeyFrame":true,"naluData":"AA=="}}',
    '{"kind":"videoNALU","videoNALU":{"sourceID":"a","timestamp":1,"isKeyFrame":1,"naluData":"AA=="}}',
    '{"kind":"audio","audio":{"sourceID":"a","timestamp":1,"sampleRate":0,"channels":1,"audioData":"AA=="}}',
    '{"kind":"metadata","metadata":{"sourceID":"a","timestamp":1,"metadata":{"type":"arFace","face":{"blendShapes":{"jawOpen":"1"}}}}}',
  ])('is none: %s', (line) => {
    expect(readRemoteCameraMessage(line)).toBeUndefined();
  });

  it.each([
    [
      '64 blend shapes',
      64,
      (values: object) => ({ type: 'arFace', face: { trackingState: 'normal', blendShapes: values } }),
    ],
    ['64 values of its own', 64, (values: object) => ({ type: 'custom', name: 'gaze', payload: values })],
    [
      '128 joints',
      128,
      (values: object) => ({
        type: 'arBody',
        body: { joints: Object.keys(values).map((name) => ({ name, transform: Array(16).fill(0) })) },
      }),
    ],
  ])('has no more than %s', (_, most, metadataOf) => {
    const read = (count: number) => {
      const metadata = metadataOf(Object.fromEntries(Array.from({ length: count }, (_, n) => [`v${n}`, n])));
      return readRemoteCameraMessage(
        JSON.stringify({ kind: 'metadata', metadata: { sourceID: 'a', timestamp: 1, metadata } }),
      );
    };
    expect(read(most)).toBeDefined();
    expect(read(most + 1)).toBeUndefined();
  });

  it('is none, whatever else comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(readRemoteCameraMessage(line)).toBeUndefined();
      }),
    );
  });
});

const nalu = fc.uint8Array({ minLength: 1, maxLength: 300 });
const avcc = (nalus: readonly Uint8Array[]) =>
  Uint8Array.from(nalus.flatMap((one) => [0, 0, one.length >> 8, one.length & 0xff, ...one]));

describe('NAL units', () => {
  it('behind lengths become Annex B in place', () => {
    fc.assert(
      fc.property(fc.array(nalu, { minLength: 1, maxLength: 5 }), (nalus) => {
        const data = avcc(nalus);
        expect(toAnnexB(data)).toBe('avcc');
        expect(data).toEqual(annexBOf(nalus));
      }),
    );
  });

  it('with start codes stay as they are', () => {
    const data = Uint8Array.of(0, 0, 0, 1, 0x67, 0x42, 0, 0, 1, 0x68, 0xce);
    expect(toAnnexB(data)).toBe('annex-b');
    expect(data).toEqual(Uint8Array.of(0, 0, 0, 1, 0x67, 0x42, 0, 0, 1, 0x68, 0xce));
  });

  it('of 256 to 511 bytes are not taken for a short start code', () => {
    const data = avcc([new Uint8Array(0x165).fill(0x65)]);
    expect(data.subarray(0, 4)).toEqual(Uint8Array.of(0, 0, 1, 0x65));
    expect(toAnnexB(data)).toBe('avcc');
  });

  it.each([
    ['nothing', []],
    ['less than a length', [0, 0, 0]],
    ['a length with nothing behind it', [0, 0, 0, 5]],
    ['a length beyond the end', [0, 0, 0, 5, 1, 2, 3, 4]],
    ['a length short of the end', [0, 0, 0, 2, 1, 2, 3, 4]],
    ['a length of none', [0, 0, 0, 0]],
    ['the longest length', [0xff, 0xff, 0xff, 0xff, 1]],
  ])('are refused and left alone: %s', (_, bytes) => {
    const data = Uint8Array.from(bytes);
    expect(toAnnexB(data)).toBeUndefined();
    expect(data).toEqual(Uint8Array.from(bytes));
  });

  it('are never read past their end, nor written in part where they do not add up', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const around = Uint8Array.of(9, ...bytes, 9);
        const data = around.subarray(1, -1);
        if (toAnnexB(data) !== 'avcc') expect(data).toEqual(bytes);
        expect([around[0], around.at(-1)]).toEqual([9, 9]);
      }),
    );
  });
});

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

describe('what a phone sees', () => {
  const face = (headTransform: readonly number[], trackingState: 'normal' | 'notTracking' = 'normal') =>
    new PhoneTelemetry().take({
      type: 'arFace',
      face: { blendShapes: { jawOpen: 0.5 }, trackingState, headTransform },
    });

  it('is a level head where nothing turned it', () => {
    expect(face(IDENTITY)).toMatchObject({ rollDeg: 0, pitchDeg: 0, blendShapes: { jawOpen: 0.5 } });
    expect(face(IDENTITY).yawDeg).toBeCloseTo(0);
  });

  it.each([
    [
      'tilted to its own right',
      { rollDeg: 30 },
      [Math.cos(0.5236), Math.sin(0.5236), 0, 0, -Math.sin(0.5236), Math.cos(0.5236), 0, 0, 0, 0, 1, 0],
    ],
    [
      'looking up',
      { pitchDeg: 30 },
      [1, 0, 0, 0, 0, Math.cos(0.5236), -Math.sin(0.5236), 0, 0, Math.sin(0.5236), Math.cos(0.5236), 0],
    ],
    [
      'turned to its own right',
      { yawDeg: 30 },
      [Math.cos(0.5236), 0, Math.sin(0.5236), 0, 0, 1, 0, 0, -Math.sin(0.5236), 0, Math.cos(0.5236), 0],
    ],
  ])('is a head %s', (_, expected, columns) => {
    const pose = face([...columns, 0, 0, 0, 1]);
    for (const axis of ['rollDeg', 'pitchDeg', 'yawDeg'] as const) {
      expect(pose[axis]).toBeCloseTo((expected as Record<string, number>)[axis] ?? 0, 2);
    }
  });

  it('has no attitude where the face is lost', () => {
    expect(face(IDENTITY, 'notTracking')).toEqual({ blendShapes: { jawOpen: 0.5 }, faceTracking: 'notTracking' });
  });

  it('is put together from all kinds of messages', () => {
    const phone = new PhoneTelemetry();
    const joint = { name: 'head_joint', transform: [...IDENTITY.slice(0, 12), 0.1, 0.6, -0.2, 1] };
    phone.take({ type: 'arBody', body: { joints: [joint] } });
    expect(phone.take({ type: 'custom', name: 'gaze', payload: { x: 1 } })).toEqual({
      joints: [{ name: 'head_joint', x: 0.1, y: 0.6, z: -0.2 }],
      custom: { 'gaze.x': 1 },
    });
  });

  it('holds no more custom values than a panel, however many names come', () => {
    const phone = new PhoneTelemetry();
    for (let n = 0; n < 1000; n++) phone.take({ type: 'custom', name: `n${n}`, payload: { v: n } });
    const { custom = {} } = phone.take({ type: 'custom', name: 'n0', payload: { v: -1 } });
    expect(Object.keys(custom)).toHaveLength(64);
    expect(custom['n0.v']).toBe(-1);
  });
});

describe('a request', () => {
  it.each([{ kind: 'keyFrame' }, { kind: 'encoding', bitsPerSecond: 1_000_000, framesPerSecond: 15 }] as const)(
    'is read as it was written: %j',
    (request) => expect(readSenderRequest(writeSenderRequest(request))).toEqual(request),
  );

  it.each(['', '{}', '{"kind":"encoding","bitsPerSecond":1}', '{"kind":"encoding","width":1e9}'])(
    'is none: %s',
    (text) => {
      expect(readSenderRequest(text)).toBeUndefined();
    },
  );
});

it('a deep link names host and port', () => {
  expect(deepLink('fe80::1', 5757)).toBe('arkavo://connect?host=fe80%3A%3A1&port=5757');
});

describe('telemetry of a sender of ever new names', () => {
  it('keeps the first 64 of them, and their last values', () => {
    const telemetry = new PhoneTelemetry();
    for (let n = 0; n < 100; n++) telemetry.take({ type: 'custom', name: 'gaze', payload: { [`v${n}`]: n } });
    const { custom = {} } = telemetry.take({ type: 'custom', name: 'gaze', payload: { v0: 5, v99: 5 } });
    expect(Object.keys(custom)).toHaveLength(64);
    expect([custom['gaze.v0'], custom['gaze.v63'], custom['gaze.v99']]).toEqual([5, 63, undefined]);
  });
});
