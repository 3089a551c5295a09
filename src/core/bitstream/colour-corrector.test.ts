import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveColour } from '../colour/colour';
import { type Chart, chartStream } from '../colour/fixtures/chart';
import { ColourCorrector } from './colour-corrector';
import { spsWithColour } from './colour-sps';
import { formatOf } from './format';
import { hevcFormatOf } from './h265/format';
import { parseHevcSps } from './h265/parameter-sets';
import { parseSps } from './sps';

const FFMPEG = process.env.FFMPEG_BIN || 'ffmpeg';
const corpus: { name: string; sps: string }[] = JSON.parse(
  readFileSync(new URL('./fixtures/sps-corpus.json', import.meta.url), 'utf8'),
);
const SAYS = { colour_primaries: 1, transfer_characteristics: 1, matrix_coefficients: 1, video_full_range_flag: true };

describe('a camera that lies about its colours', () => {
  it.each(corpus.map(({ name, sps }) => [name, new Uint8Array(Buffer.from(sps, 'hex'))] as const))(
    '"%s": what it says is put right, and nothing else changes',
    (_, nal) => {
      const before = parseSps(nal);
      const rewritten = spsWithColour('h264', nal, { matrix: 'bt709', range: 'full' });
      if (!before.ok) throw new Error(before.error.field);
      if (!rewritten) {
        const colour = { primaries: 1, transfer: 1, matrix: 1, fullRange: true };
        return expect(effectiveColour(before.value.vui, before.value)).toEqual(colour);
      }
      expect(parseSps(rewritten)).toEqual({
        ok: true,
        value: { ...before.value, vui: { ...before.value.vui, ...SAYS } },
      });
      expect(spsWithColour('h264', rewritten, { matrix: 'bt709', range: 'full' })).toBeUndefined();
    },
  );

  it.each([
    ['h264', {}],
    ['h264', { says: { matrix: 601 } }],
    ['hevc', {}],
    ['hevc', { says: { matrix: 601, full: false } }],
  ] satisfies [Chart['codec'], Partial<Chart>][])(
    '%s, %j: decodes as before, and says what a person said',
    (codec, said) => {
      const data = chartStream({ width: 320, height: 240, matrix: 709, codec, frames: 1, ...said });
      const corrector = new ColourCorrector();
      const unit = { data, key: true, receiveUs: 0, codec: codec === 'hevc' ? 'h265' : 'h264' } as const;
      expect(corrector.take(unit)).toBe(unit);
      corrector.correction = { matrix: 'bt709', range: 'full' };
      const corrected = corrector.take(unit).data;
      const read = codec === 'hevc' ? hevcFormatOf(corrected) : formatOf(corrected);
      expect(read?.colour).toEqual({ primaries: 1, transfer: 1, matrix: 1, fullRange: true });
      const samples = (bytes: Uint8Array) =>
        execFileSync(FFMPEG, ['-v', 'error', '-f', codec ?? 'h264', '-i', 'pipe:0', '-f', 'rawvideo', 'pipe:1'], {
          input: bytes,
        });
      expect(samples(corrected).equals(samples(data))).toBe(true);
    },
  );

  it('is corrected in part: what nobody said stays', () => {
    const data = chartStream({ width: 320, height: 240, matrix: 709, says: { matrix: 709 }, frames: 1 });
    const corrector = new ColourCorrector();
    corrector.correction = { range: 'full' };
    const { data: corrected } = corrector.take({ codec: 'h264', data, key: true, receiveUs: 0 });
    expect(formatOf(corrected)?.colour).toEqual({ primaries: 1, transfer: 1, matrix: 1, fullRange: true });
  });

  it('of noise makes noise of no more than it was, and throws nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, isHevc) => {
        const nal = isHevc ? Uint8Array.of(0x42, 1, ...bytes) : Uint8Array.of(0x67, ...bytes);
        const rewritten = spsWithColour(isHevc ? 'h265' : 'h264', nal, { matrix: 'bt601', range: 'limited' });
        if (rewritten) expect((isHevc ? parseHevcSps(rewritten) : parseSps(rewritten)).ok).toBe(true);
      }),
    );
  });
});
