import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeKeyPicture, encodeKeyPictureHeader, type KeyPictureAnswer } from './key-picture';

const answer: KeyPictureAnswer = {
  number: 0xfffe,
  codec: 'h265',
  timeUs: 1.8e15,
  nextUs: 1.8e15 + 1e6,
  data: Uint8Array.of(0, 0, 1),
};
const whole = (header: Uint8Array, data: Uint8Array) => Uint8Array.of(...header, ...data);

describe('the answer to a question for a key picture', () => {
  it('is read as it was written, whole or apart from its bytes', () => {
    const header = encodeKeyPictureHeader(answer);
    expect(decodeKeyPicture(whole(header, answer.data))).toEqual(answer);
    expect(decodeKeyPicture(header, answer.data)).toEqual(answer);
    const last = { ...answer, nextUs: undefined };
    expect(decodeKeyPicture(encodeKeyPictureHeader(last), answer.data)).toEqual(last);
  });

  it('is nothing where it is cut off, of another version, type or codec', () => {
    const header = encodeKeyPictureHeader(answer);
    expect(decodeKeyPicture(header)).toBeUndefined();
    expect(decodeKeyPicture(header.subarray(0, 31), answer.data)).toBeUndefined();
    for (const [at, value] of [
      [0, 2],
      [1, 1],
      [5, 9],
    ] as const) {
      const other = header.slice();
      other[at] = value;
      expect(decodeKeyPicture(other, answer.data)).toBeUndefined();
    }
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        decodeKeyPicture(bytes);
        decodeKeyPicture(Uint8Array.of(1, 3, ...bytes));
      }),
    );
  });
});
