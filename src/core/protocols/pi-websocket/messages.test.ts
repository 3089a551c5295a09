import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorTextOf, readPiFrame, serverTimeOf, writePiFrame } from './messages';

describe('a camera message', () => {
  it('is a little-endian float64 and the picture', () => {
    const message = Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0xff, 0xd8);
    expect(readPiFrame(message)).toEqual({ unixSeconds: 1.5, jpeg: Uint8Array.of(0xff, 0xd8) });
    expect(writePiFrame(1.5, Uint8Array.of(0xff, 0xd8))).toEqual(message);
  });

  it('is read wherever in a buffer it lies, and never with a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(8), (bytes, offset) => {
        expect(readPiFrame(bytes.subarray(offset))).toEqual(readPiFrame(bytes.slice(offset)));
      }),
    );
  });

  it('without a picture is none; without a time it has none', () => {
    expect(readPiFrame(new Uint8Array(8))).toBeUndefined();
    expect(readPiFrame(writePiFrame(Number.NaN, Uint8Array.of(1)))).toEqual({ jpeg: Uint8Array.of(1) });
  });
});

describe('a text message', () => {
  it('may be an error', () => {
    expect(errorTextOf({ type: 'error', message: 'camera busy' })).toBe('camera busy');
    for (const other of [null, 'error', { type: 'error' }, { message: 'x' }])
      expect(errorTextOf(other)).toBeUndefined();
  });

  it('may tell the time', () => {
    expect(serverTimeOf({ server_time: 12.5 })).toBe(12.5);
    for (const other of [null, {}, { server_time: '12' }, { server_time: Number.NaN }]) {
      expect(serverTimeOf(other)).toBeUndefined();
    }
  });
});
