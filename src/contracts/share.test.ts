import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSharedPicture, SHARE_HEADER_BYTES, writeShareHeader } from './share';

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
