import type { Colour } from './colour';

/** What a person says of a stream whose camera says something wrong, or nothing; what is absent stays as it is said. */
export interface ColourCorrection {
  readonly matrix?: CorrectionMatrix;
  readonly range?: CorrectionRange;
}

export const CORRECTION_MATRICES = ['bt601', 'bt709'] as const;
export type CorrectionMatrix = (typeof CORRECTION_MATRICES)[number];
export const CORRECTION_RANGES = ['limited', 'full'] as const;
export type CorrectionRange = (typeof CORRECTION_RANGES)[number];

/** Code points of ITU-T H.273: primaries and transfer go with the matrix, as cameras have them. */
const MATRICES: Readonly<Record<CorrectionMatrix, Omit<Colour, 'fullRange'>>> = {
  bt601: { primaries: 6, transfer: 6, matrix: 6 },
  bt709: { primaries: 1, transfer: 1, matrix: 1 },
};

/** The colours that a stream has, by those that it would have without the correction. */
export function correctedColour(colour: Colour, { matrix, range }: ColourCorrection): Colour {
  return {
    ...colour,
    ...(matrix && MATRICES[matrix]),
    ...(range && { fullRange: range === 'full' }),
  };
}

export function corrects({ matrix, range }: ColourCorrection): boolean {
  return matrix !== undefined || range !== undefined;
}
