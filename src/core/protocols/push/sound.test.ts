import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AUDIO_CODECS } from '../../media/audio-chunk';
import { PushDialect } from './dialect';
import { readPushSound, writePushSound } from './sound';

const sounds = fc.record(
  {
    codec: fc.constantFrom(...AUDIO_CODECS),
    channels: fc.integer({ min: 1, max: 8 }),
    sampleRateHz: fc.integer({ min: 1000, max: 192_000 }),
    timestampUs: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    description: fc.uint8Array({ minLength: 1, maxLength: 5 }),
    data: fc.uint8Array({ minLength: 1, maxLength: 90 }),
  },
  { requiredKeys: ['codec', 'channels', 'sampleRateHz', 'timestampUs', 'data'] },
);

it('a packet of sound is read as it was written, in a dialect of packets too', () => {
  fc.assert(
    fc.property(sounds, (sound) => {
      const message = writePushSound(sound);
      expect(readPushSound(message)).toEqual(sound);
      expect(new PushDialect().read(message)).toEqual({ kind: 'sound', sound });
    }),
  );
});

it('a packet of sound is refused wherever it is cut off, and nothing is thrown', () => {
  fc.assert(
    fc.property(sounds, fc.nat(), fc.uint8Array({ maxLength: 40 }), (sound, cut, noise) => {
      const message = writePushSound(sound);
      expect(readPushSound(message.subarray(0, cut % message.length))).toBeUndefined();
      readPushSound(Uint8Array.of(0, 0, 0, noise.length + 5, 6, ...noise));
    }),
  );
});
