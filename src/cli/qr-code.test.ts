import { stripVTControlCharacters } from 'node:util';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { qrCode } from './qr-code';

describe('a QR code on a terminal', () => {
  it('is read back as what was written', () => {
    const link = 'https://192.0.2.2:3000/?token=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE';
    const SCALE = 4;
    const lines = stripVTControlCharacters(qrCode(link)).split('\n');
    const modules = lines.flatMap((line) => [
      [...line].map((half) => half === '█' || half === '▀'),
      [...line].map((half) => half === '█' || half === '▄'),
    ]);
    const [width, height] = [(modules[0]?.length ?? 0) * SCALE, modules.length * SCALE];
    const data = new Uint8Array(width * height * 4);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const dark = modules[Math.floor(pixel / width / SCALE)]?.[Math.floor((pixel % width) / SCALE)];
      data.set([dark ? 0 : 255, dark ? 0 : 255, dark ? 0 : 255, 255], pixel * 4);
    }
    expect(decodeQR({ width, height, data })).toBe(link);
  });
});
