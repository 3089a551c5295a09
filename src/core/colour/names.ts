import type { Colour } from './colour';

/** WebCodecs' names (VideoColorPrimaries, VideoTransferCharacteristics, VideoMatrixCoefficients) of H.273's code points. */
const PRIMARIES = { 1: 'bt709', 5: 'bt470bg', 6: 'smpte170m', 9: 'bt2020', 12: 'smpte432' } as const;
/** 14 and 15 are the curve of BT.709 (H.273, table 3). */
const TRANSFERS = {
  1: 'bt709',
  6: 'smpte170m',
  8: 'linear',
  13: 'iec61966-2-1',
  14: 'bt709',
  15: 'bt709',
  16: 'pq',
  18: 'hlg',
} as const;
const MATRICES = { 1: 'bt709', 5: 'bt470bg', 6: 'smpte170m', 9: 'bt2020-ncl' } as const;

type NameIn<T> = T[keyof T];

/** A `VideoColorSpaceInit`, with all four fields. */
export interface ColorSpaceInit {
  readonly primaries: NameIn<typeof PRIMARIES>;
  readonly transfer: NameIn<typeof TRANSFERS>;
  readonly matrix: NameIn<typeof MATRICES>;
  readonly fullRange: boolean;
}

/**
 * Colours for `VideoDecoder.configure`. Chromium (130 and 156) heeds them only with all four fields.
 *
 * @returns `undefined` where WebCodecs has no name for one of them: the decoder goes by what the stream says
 */
export function colorSpaceInit({ primaries, transfer, matrix, fullRange }: Colour): ColorSpaceInit | undefined {
  const names = {
    primaries: at(PRIMARIES, primaries),
    transfer: at(TRANSFERS, transfer),
    matrix: at(MATRICES, matrix),
  };
  if (!names.primaries || !names.transfer || !names.matrix) return undefined;
  return { primaries: names.primaries, transfer: names.transfer, matrix: names.matrix, fullRange };
}

/** ffmpeg's names for the filters `scale` and `setparams`, by the code points of H.273. */
const FFMPEG_SCALE_MATRICES = { 1: 'bt709', 4: 'fcc', 5: 'bt601', 6: 'bt601', 7: 'smpte240m', 9: 'bt2020' } as const;
const FFMPEG_MATRICES = { 1: 'bt709', 4: 'fcc', 5: 'bt470bg', 6: 'smpte170m', 7: 'smpte240m', 9: 'bt2020nc' } as const;
const FFMPEG_PRIMARIES = {
  1: 'bt709',
  4: 'bt470m',
  5: 'bt470bg',
  6: 'smpte170m',
  7: 'smpte240m',
  9: 'bt2020',
} as const;
const FFMPEG_TRANSFERS = {
  1: 'bt709',
  4: 'bt470m',
  5: 'bt470bg',
  6: 'smpte170m',
  7: 'smpte240m',
  8: 'linear',
  13: 'iec61966-2-1',
  14: 'bt2020-10',
  15: 'bt2020-12',
  16: 'smpte2084',
  18: 'arib-std-b67',
} as const;

/** A matrix for `scale`'s `in_color_matrix` and `out_color_matrix`; `auto` where it has no name for it. */
export function ffmpegScaleMatrix({ matrix }: Colour): string {
  return at(FFMPEG_SCALE_MATRICES, matrix) ?? 'auto';
}

/** The filter that tells the encoder what the pictures' colours are, of limited range; none where ffmpeg lacks a name. */
export function ffmpegSetLimited({ primaries, transfer, matrix }: Colour): string {
  const of = (key: string, name: string | undefined) => (name === undefined ? '' : `:${key}=${name}`);
  return `setparams=range=tv${of('color_primaries', at(FFMPEG_PRIMARIES, primaries))}${of('color_trc', at(FFMPEG_TRANSFERS, transfer))}${of('colorspace', at(FFMPEG_MATRICES, matrix))}`;
}

function at<T extends Readonly<Record<number, string>>>(names: T, code: number): T[keyof T] | undefined {
  return Object.hasOwn(names, code) ? (names[code] as T[keyof T]) : undefined;
}
