import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeG711 } from './g711';
import { decodeImaAdpcm } from './ima-adpcm';

it.each([
  ['pcma', 'alaw'],
  ['pcmu', 'mulaw'],
] as const)('every code of G.711 is what ffmpeg makes of it: %s', (law, format) => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  const args = ['-v', 'error', '-f', format, '-ar', '8000', '-i', 'pipe:0', '-f', 's16le', 'pipe:1'];
  const bytes = execFileSync('ffmpeg', args, { input: codes });
  const theirs = Array.from({ length: 256 }, (_, n) => bytes.readInt16LE(n * 2));
  expect([...decodeG711(codes, law)]).toEqual(theirs);
});

it('IMA ADPCM is what ffmpeg makes of it', () => {
  const encode = ['-f', 'lavfi', '-i', 'sine=f=440:r=8000:d=0.5', '-c:a', 'adpcm_ima_wav', '-f', 'wav', 'pipe:1'];
  const wav = execFileSync('ffmpeg', ['-v', 'error', ...encode]);
  const decode = ['-v', 'error', '-f', 'wav', '-i', 'pipe:0', '-f', 's16le', 'pipe:1'];
  const theirs = execFileSync('ffmpeg', decode, { input: wav });
  const blockBytes = wav.readUInt16LE(32);
  const data = wav.indexOf('data') + 8;
  const ours = decodeImaAdpcm(new Uint8Array(wav.subarray(data, data + blockBytes)));
  expect(ours.length).toBeGreaterThan(1000);
  expect([...ours]).toEqual(Array.from(ours, (_, n) => theirs.readInt16LE(n * 2)));
});

it('a block of noise gives samples or none, and throws nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (block) => {
      const { length } = decodeImaAdpcm(block);
      expect(length === 0 || length === (block.length - 4) * 2 + 1).toBe(true);
    }),
  );
});
