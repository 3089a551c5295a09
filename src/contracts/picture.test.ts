import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { decodePicture, encodePictureHeader, PICTURE_HEADER_BYTES } from './picture';

/** Header and access unit in one, as a WebSocket carries them. */
function encodePicture(stream: number, unit: AccessUnit, sentUs: number): Uint8Array {
  return Uint8Array.of(...encodePictureHeader(stream, unit, sentUs), ...unit.data);
}

const time = fc.double({ noNaN: true, noDefaultInfinity: true });
const unit = fc.record(
  {
    data: fc.uint8Array({ minLength: 1, maxLength: 50 }),
    key: fc.boolean(),
    receiveUs: time,
    captureUs: time,
    codec: fc.constantFrom('h264' as const, 'h265' as const, 'jpeg' as const),
  },
  { requiredKeys: ['data', 'key', 'receiveUs', 'codec'] },
);

describe('a picture message', () => {
  it('is read as it was written, wherever in a buffer it lies', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), unit, time, fc.nat(9), (stream, picture, sentUs, offset) => {
        const message = encodePicture(stream, picture, sentUs);
        const buffer = new Uint8Array(offset + message.length);
        buffer.set(message, offset);
        expect(decodePicture(buffer.subarray(offset))).toEqual({ ...picture, stream, sentUs });
      }),
    );
  });

  it('is not copied when it is read', () => {
    const message = encodePicture(1, { data: Uint8Array.of(1, 2), codec: 'h264' as const, key: true, receiveUs: 0 }, 0);
    expect(decodePicture(message)!.data.buffer).toBe(message.buffer);
  });

  it('may come apart from its header', () => {
    const picture = { data: Uint8Array.of(1, 2), codec: 'h264' as const, key: true, receiveUs: 0 };
    const read = decodePicture(encodePictureHeader(1, picture, 3), picture.data);
    expect(read).toEqual({ ...picture, stream: 1, sentUs: 3 });
    expect(read?.data).toBe(picture.data);
  });

  it('leaves an unknown time out', () => {
    const message = encodePicture(
      1,
      { data: Uint8Array.of(1), codec: 'h264' as const, key: false, receiveUs: 5 },
      Number.NaN,
    );
    expect(decodePicture(message)).toEqual({
      stream: 1,
      codec: 'h264',
      key: false,
      receiveUs: 5,
      data: Uint8Array.of(1),
    });
  });

  it('is refused where it is none: too short, another version, another type or codec, no receive time', () => {
    const message = encodePicture(1, { data: Uint8Array.of(1), codec: 'h264' as const, key: true, receiveUs: 5 }, 6);
    expect(decodePicture(message.subarray(0, PICTURE_HEADER_BYTES))).toBeUndefined();
    for (const at of [0, 1, 5]) expect(decodePicture(message.map((byte, i) => (i === at ? 9 : byte)))).toBeUndefined();
    expect(decodePicture(message.map((byte, i) => (i >= 8 && i < 16 ? 0xff : byte)))).toBeUndefined();
  });
});

describe('a picture that is played back', () => {
  it('says what it was asked for by, and whether it is to be shown', () => {
    const unit: AccessUnit = { data: Uint8Array.of(1), codec: 'h264' as const, key: true, receiveUs: 1.7e15 + 1 };
    const header = (run: number, hidden: boolean) => encodePictureHeader(3, unit, 5, { run, hidden });
    expect(decodePicture(header(65535, true), unit.data)).toMatchObject({ run: 65535, hidden: true, key: true });
    expect(decodePicture(header(1, false), unit.data)).toMatchObject({ run: 1, receiveUs: 1.7e15 + 1 });
    expect(decodePicture(header(1, false), unit.data)).not.toHaveProperty('hidden');
    expect(decodePicture(encodePictureHeader(3, unit, 5), unit.data)).not.toHaveProperty('run');
  });
});
