import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import { text } from '../texts/text';
import { annexBOf, lengthPrefixed, nalUnitsOf } from './avcc';
import { FOREIGN_FORMATS, foreignFormatOf } from './foreign-format';

const clip = (name: string) => new Uint8Array(readFileSync(new URL(`./${name}`, import.meta.url)));
const ascii = (words: string) => new TextEncoder().encode(words);
const h264 = clip('fixtures/baseline.h264');
const avcc = Uint8Array.from(lengthPrefixed(nalUnitsOf(h264)).flatMap((part) => [...part]));
const ts = Uint8Array.from({ length: 376 }, (_, at) => (at % 188 === 0 ? 0x47 : at % 7));

describe('what is on a video port that is no bare video', () => {
  it.each([
    ['mpeg-ts', ts],
    ['matroska', Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 1)],
    ['mp4', Uint8Array.of(0, 0, 0, 24, ...ascii('ftypisom'))],
    ['mp4', Uint8Array.of(0, 0, 1, 24, ...ascii('moof'))],
    ['flv', ascii('FLV\u0001')],
    ['avi', ascii('RIFF....AVI ')],
    ['multipart', ascii('--frame\r\nContent-Type: image/jpeg')],
    ['http', ascii('HTTP/1.1 400 Bad Request\r\n')],
    ['http', ascii('<!DOCTYPE html>')],
    ['rtsp', ascii('RTSP/1.0 400 Bad Request\r\n')],
    ['ssh', ascii('SSH-2.0-OpenSSH_9.2p1\r\n')],
    ['avcc', avcc],
  ] as const)('%s is named once enough has come, and never as another', (name, bytes) => {
    expect(foreignFormatOf(bytes)).toBe(name);
    for (let length = 0; length < Math.min(400, bytes.length); length++) {
      expect([undefined, name]).toContain(foreignFormatOf(bytes.subarray(0, length)));
    }
  });

  it.each([
    ...['baseline', 'main-cabac', 'delimiters', 'filler-cbr', 'interlaced'].map((name) => `fixtures/${name}.h264`),
    ...['plain', 'delimiters', 'sub-layers', 'ten-bit'].map((name) => `h265/fixtures/${name}.h265`),
  ])('%s is none, with start codes of three bytes or four', (name) => {
    const whole = clip(name);
    const short = Uint8Array.from(nalUnitsOf(whole).flatMap((nal) => [0, 0, 1, ...nal]));
    for (const bytes of [whole, short, annexBOf(nalUnitsOf(whole))]) {
      for (let length = 0; length < 3000; length += length < 40 ? 1 : 97) {
        expect([undefined, 'none']).toContain(foreignFormatOf(bytes.subarray(0, length)));
      }
      expect(foreignFormatOf(bytes)).toBe('none');
    }
  });

  it('a JPEG is none', () => expect(foreignFormatOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('none'));

  it('each says what to do', () => {
    for (const name of FOREIGN_FORMATS) expect(english(text(`found.${name}.tip`))).toMatch(/\.$/);
  });

  it('is total, and decided by the first kilobyte or so', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const found = foreignFormatOf(bytes);
        if (bytes.length >= 1024) expect(found).toBeDefined();
      }),
    );
  });
});
