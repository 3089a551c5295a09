import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AUDIO_CODECS } from '#core/media/audio-chunk';
import { decodeSound, encodeSound } from './audio';

const time = fc.double({ noNaN: true, noDefaultInfinity: true });
const chunk = fc.record(
  {
    data: fc.uint8Array({ minLength: 1, maxLength: 50 }),
    codec: fc.constantFrom(...AUDIO_CODECS),
    sampleRateHz: fc.integer({ min: 1000, max: 192_000 }),
    channels: fc.integer({ min: 1, max: 8 }),
    description: fc.uint8Array({ minLength: 1, maxLength: 9 }),
    receiveUs: time,
    captureUs: time,
  },
  { requiredKeys: ['data', 'codec', 'sampleRateHz', 'channels', 'receiveUs'] },
);

it('a message of sound is read as it was written', () => {
  fc.assert(
    fc.property(fc.nat(0xffff), chunk, fc.nat(0xffff), (stream, sound, run) => {
      expect(decodeSound(encodeSound(stream, sound, run))).toEqual({ stream, ...sound, ...(run > 0 && { run }) });
    }),
  );
});

it('a message that is none, or cut off, is refused, and nothing is thrown', () => {
  fc.assert(
    fc.property(chunk, fc.nat(40), fc.uint8Array({ maxLength: 40 }), (sound, length, noise) => {
      const message = encodeSound(1, sound);
      if (length <= 32) expect(decodeSound(message.subarray(0, length))).toBeUndefined();
      decodeSound(Uint8Array.of(1, 2, ...noise));
      expect(decodeSound(Uint8Array.of(1, 1, ...message.subarray(2)))).toBeUndefined();
    }),
  );
});
