import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JpegFault } from './headers';
import { JpegSplitter, type SplitterFault } from './jpeg-splitter';
import { readJpeg } from './read-jpeg';

interface Parts {
  readonly width: number;
  readonly height: number;
  readonly thumbnail?: Uint8Array;
  readonly sof?: number;
  readonly entropy?: readonly number[];
}

/** A JPEG in its outer form: nothing looks at what its tables hold. */
function jpeg({ width, height, thumbnail = new Uint8Array(), sof = 0xc0, entropy = [1, 2, 3] }: Parts): Uint8Array {
  const u16 = (value: number) => [value >> 8, value & 0xff];
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...[0xff, 0xe1, ...u16(2 + thumbnail.length), ...thumbnail],
    ...[0xff, sof, ...u16(11), 8, ...u16(height), ...u16(width), 1, 1, 0x11, 0],
    ...[0xff, 0xda, ...u16(8), 1, 1, 0, 0, 63, 0],
    ...entropy,
    ...[0xff, 0xd9],
  ]);
}

/** Entropy-coded data: FF only as FF 00 or a restart marker. */
const entropy = fc
  .array(
    fc.oneof(
      fc.nat(0xfe).map((byte) => [byte]),
      fc.constant([0xff, 0]),
      fc.nat(7).map((n) => [0xff, 0xd0 + n]),
    ),
  )
  .map((pieces) => pieces.flat());
const picture = fc
  .record({ width: fc.integer({ min: 1, max: 2000 }), height: fc.integer({ min: 1, max: 2000 }), entropy })
  .chain((parts) =>
    fc.option(fc.constant(jpeg(parts)), { nil: undefined }).map((thumbnail) => ({
      parts,
      data: jpeg({ ...parts, ...(thumbnail && { thumbnail }) }),
    })),
  );

const SMALL = jpeg({ width: 2, height: 2 });
const faultOf = (data: Uint8Array): JpegFault | undefined => {
  const read = readJpeg(data);
  return read.ok ? undefined : read.fault;
};

function split(chunks: readonly Uint8Array[], maxBytes?: number) {
  const pictures: Uint8Array[] = [];
  const faults: SplitterFault[] = [];
  const splitter = new JpegSplitter({
    onJpeg: (data) => pictures.push(data),
    onFault: (fault) => faults.push(fault),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  for (const chunk of chunks) splitter.push(chunk);
  return { pictures, faults };
}

/** The bytes in chunks of the given lengths, and the rest. */
function chunked(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (const length of lengths) {
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  chunks.push(bytes.subarray(at));
  return chunks;
}

const concat = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('reading a JPEG', () => {
  it('gives the size of the picture, not of the thumbnail in it', () => {
    fc.assert(
      fc.property(picture, ({ parts: { width, height }, data }) => {
        expect(readJpeg(data)).toMatchObject({ ok: true, value: { width, height } });
      }),
    );
  });

  it('allows padding behind the end', () => {
    expect(faultOf(concat(SMALL, new Uint8Array(8)))).toBeUndefined();
  });

  it('calls a picture that is cut anywhere truncated', () => {
    for (let length = 4; length < SMALL.length; length++) expect(faultOf(SMALL.subarray(0, length))).toBe('truncated');
  });

  it('names what is wrong', () => {
    expect(faultOf(new TextEncoder().encode('{"not":"a picture"}'))).toBe('not-jpeg');
    expect(faultOf(new Uint8Array())).toBe('not-jpeg');
    expect(faultOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))).toBe('no-frame-header');
    expect(faultOf(jpeg({ width: 65_535, height: 65_535 }))).toBe('bad-size');
    expect(faultOf(jpeg({ width: 640, height: 0 }))).toBe('bad-size');
    expect(faultOf(jpeg({ width: 640, height: 480, sof: 0xc9 }))).toBe('unsupported');
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(40), fc.nat(255), (noise, at, byte) => {
        readJpeg(noise);
        readJpeg(concat(Uint8Array.of(0xff, 0xd8, 0xff), noise, Uint8Array.of(0xff, 0xd9)));
        readJpeg(SMALL.map((before, i) => (i === at ? byte : before)));
      }),
    );
  });
});

describe('splitting JPEGs', () => {
  it('finds each picture whole, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(picture, { maxLength: 5 }), fc.array(fc.nat(30)), (pictures, lengths) => {
        const data = pictures.map((each) => each.data);
        const result = split(chunked(concat(...data), lengths));
        expect(result).toEqual({ pictures: data, faults: [] });
      }),
    );
  });

  it('gives a picture with its last byte, not with the next one', () => {
    expect(split([SMALL]).pictures).toEqual([SMALL]);
    expect(split([SMALL.subarray(0, -1)]).pictures).toEqual([]);
  });

  it('passes over garbage between pictures, and counts it once', () => {
    const garbage = fc.array(fc.nat(0xfe), { minLength: 1 }).map((bytes) => Uint8Array.from(bytes));
    fc.assert(
      fc.property(garbage, fc.array(fc.nat(9)), (noise, lengths) => {
        const { pictures, faults } = split(chunked(concat(SMALL, noise, SMALL), lengths));
        expect(pictures).toEqual([SMALL, SMALL]);
        expect(faults).toEqual(['garbage']);
      }),
    );
  });

  it('ends a picture without an EOI at the next one', () => {
    expect(split([concat(SMALL.subarray(0, -2), SMALL)])).toEqual({ pictures: [SMALL, SMALL], faults: [] });
  });

  it('goes on with the picture that follows one cut in its headers', () => {
    expect(split([concat(SMALL.subarray(0, 2), SMALL)])).toMatchObject({ faults: ['garbage'] });
  });

  it('gives up a picture that never ends, and finds the next', () => {
    const endless = concat(SMALL.subarray(0, -2), new Uint8Array(70_000));
    const { pictures, faults } = split([endless, SMALL, SMALL], 50_000);
    expect(faults[0]).toBe('oversize');
    expect(pictures.at(-1)).toEqual(SMALL);
  });

  it('is total', () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0xff, 0xd8, 0xd9, 0xda, 0xc0));
    fc.assert(
      fc.property(fc.array(fc.array(byte, { maxLength: 100 }), { maxLength: 10 }), (chunks) => {
        for (const data of split(chunks.map((chunk) => Uint8Array.from(chunk))).pictures) {
          expect([...data.subarray(0, 2), ...data.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
