import { describe, expect, it } from 'vitest';
import { detectCodec } from './detect-codec';

const stream = (...nals: number[][]) => Uint8Array.from(nals.flatMap((nal) => [0, 0, 0, 1, ...nal]));

describe('the codec of a raw stream', () => {
  it.each([
    ['a parameter set', [0x40, 0x01, 0x0c], 'h265'],
    ['an IDR slice', [0x26, 0x01, 0xaf], 'h265'],
    ['any slice, where it is joined late', [0x02, 0x01, 0xd0], 'h265'],
    ['a slice that no other refers to', [0x00, 0x01, 0xe0], 'h265'],
    ['a skipped leading picture', [0x12, 0x01, 0xe0], 'h265'],
  ])('is H.265 by %s', (_, nal, codec) => expect(detectCodec(stream(nal))).toBe(codec));

  it.each([
    ['an SPS', [0x67, 0x42, 0x00]],
    ['an IDR slice', [0x65, 0x88, 0x80]],
    ['a P slice', [0x41, 0x9a, 0x21]],
    ['a slice that no other refers to', [0x01, 0x9e, 0x21]],
    ['a delimiter', [0x09, 0xf0]],
    ['a data partition', [0x02, 0x9a, 0x21]],
    ['SEI of a buffering period', [0x06, 0x00, 0x01]],
  ])('is H.264 by %s', (_, nal) => expect(detectCodec(stream(nal))).toBe('h264'));

  it('is told by the next NAL unit where one could be of both', () => {
    const shared = [0x06, 0x01, 0x04];
    expect(detectCodec(stream(shared))).toBeUndefined();
    expect(detectCodec(stream(shared, [0x41, 0x9a, 0x21]))).toBe('h264');
    expect(detectCodec(stream(shared, [0x02, 0x01, 0xd0]))).toBe('h265');
  });
});
