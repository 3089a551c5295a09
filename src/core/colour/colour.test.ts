import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveColour, type SignalledColour } from './colour';
import { colorSpaceInit, ffmpegScaleMatrix } from './names';

const SD = { width: 640, height: 480 };
const HD = { width: 1280, height: 720 };
const bt601 = { primaries: 6, transfer: 6, matrix: 6, fullRange: false };
const bt709 = { primaries: 1, transfer: 1, matrix: 1, fullRange: false };

describe('the colours of a stream', () => {
  it.each([
    ['SD that says nothing', undefined, SD, bt601],
    ['HD that says nothing', undefined, HD, bt709],
    ['PAL that says nothing', undefined, { width: 720, height: 576 }, bt601],
    ['cropped HD', undefined, { width: 1280, height: 544 }, bt709],
    ['upright HD', undefined, { width: 720, height: 1280 }, bt709],
    ['SD of full range', { video_full_range_flag: true }, SD, { ...bt601, fullRange: true }],
    ['SD of BT.709', { matrix_coefficients: 1 }, SD, bt709],
    ['HD of BT.601', { matrix_coefficients: 6 }, HD, bt601],
    ['625 lines', { matrix_coefficients: 5 }, SD, { primaries: 5, transfer: 6, matrix: 5, fullRange: false }],
    [
      'all of it unspecified',
      { colour_primaries: 2, transfer_characteristics: 2, matrix_coefficients: 2, video_full_range_flag: false },
      HD,
      bt709,
    ],
    ['sRGB by its curve', { transfer_characteristics: 13 }, HD, { ...bt709, transfer: 13 }],
    ['codes that no table has', { matrix_coefficients: 200, colour_primaries: 0 }, SD, bt601],
  ] satisfies [string, SignalledColour | undefined, typeof SD, unknown][])('%s', (_, said, size, expected) => {
    expect(effectiveColour(said, size)).toEqual(expected);
  });

  it('are told to a decoder in all four fields, or not at all', () => {
    expect(colorSpaceInit(bt601)).toEqual({
      primaries: 'smpte170m',
      transfer: 'smpte170m',
      matrix: 'smpte170m',
      fullRange: false,
    });
    expect(colorSpaceInit({ ...bt601, matrix: 8 })).toBeUndefined();
  });

  it('are never unspecified, whatever a stream says', () => {
    const code = fc.option(fc.nat(300), { nil: undefined });
    fc.assert(
      fc.property(code, code, code, fc.nat(5000), fc.nat(5000), (primaries, transfer, matrix, width, height) => {
        const said = {
          ...(primaries !== undefined && { colour_primaries: primaries }),
          ...(transfer !== undefined && { transfer_characteristics: transfer }),
          ...(matrix !== undefined && { matrix_coefficients: matrix }),
        };
        const colour = effectiveColour(said, { width, height });
        for (const value of [colour.primaries, colour.transfer, colour.matrix]) expect([0, 2]).not.toContain(value);
        expect(ffmpegScaleMatrix(colour)).toMatch(/^[a-z0-9]+$/);
      }),
    );
  });
});
