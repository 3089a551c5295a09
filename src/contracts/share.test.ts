import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIO_CODECS } from '#core/media/audio-chunk';
import {
  isSharedSound,
  readSharedPicture,
  readSharedSound,
  SHARE_HEADER_BYTES,
  writeSharedSound,
  writeShareHeader,
} from './share';

describe('a shared picture', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
        fc.uint8Array({ minLength: 1, maxLength: 50 }),
        (key, captureUs, data) => {
          const message = writeShareHeader({ key, captureUs }, data.length);
          message.set(data, SHARE_HEADER_BYTES);
          expect(readSharedPicture(message)).toEqual({ key, ...(captureUs !== undefined && { captureUs }), data });
        },
      ),
    );
  });

  it('is nothing where the bytes are of another version, or too few', () => {
    expect(readSharedPicture(new Uint8Array(SHARE_HEADER_BYTES).fill(1))).toBeUndefined();
    expect(readSharedPicture(new Uint8Array(SHARE_HEADER_BYTES + 1).fill(2))).toBeUndefined();
  });

  it('is read from any bytes without a throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void readSharedPicture(bytes)));
  });
});

describe('shared sound', () => {
  it('is read as it was written, and is no picture', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            codec: fc.constantFrom(...AUDIO_CODECS.filter((codec) => codec !== 'pcm-s16le')),
            channels: fc.integer({ min: 1, max: 8 }),
            sampleRateHz: fc.integer({ min: 1000, max: 192_000 }),
            captureUs: fc.double({ noNaN: true, noDefaultInfinity: true }),
            data: fc.uint8Array({ minLength: 1, maxLength: 50 }),
          },
          { requiredKeys: ['codec', 'channels', 'sampleRateHz', 'data'] },
        ),
        (sound) => {
          const message = writeSharedSound(sound);
          expect(isSharedSound(message)).toBe(true);
          expect(readSharedSound(message)).toEqual(sound);
        },
      ),
    );
    expect(isSharedSound(writeShareHeader({ key: true }, 1))).toBe(false);
  });

  it.each([
    ['half a sample', { codec: 'pcm-s16le', channels: 1, sampleRateHz: 48_000, data: new Uint8Array(3) }],
    ['no channel', { codec: 'opus', channels: 0, sampleRateHz: 48_000, data: new Uint8Array(3) }],
    ['no data', { codec: 'opus', channels: 1, sampleRateHz: 48_000, data: new Uint8Array() }],
    ['too much', { codec: 'opus', channels: 1, sampleRateHz: 48_000, data: new Uint8Array(300_000) }],
  ] as const)('of %s is nothing', (_, sound) => expect(readSharedSound(writeSharedSound(sound))).toBeUndefined());

  it('is read from any bytes without a throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void readSharedSound(bytes)));
  });
});
