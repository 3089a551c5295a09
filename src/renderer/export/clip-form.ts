import type { ExportsState } from '#contracts/exports';
import { EXPORT_HEIGHTS, type EXPORT_QUALITIES, type ExportOutput, MOST_ANIMATION_US } from '#core/exports/output';
import type { Size } from '#core/instruments/shared/rect';
import { type ClipRange, lengthOf } from './clip-range';
import type { ClipPlace } from './clip-wish';

export type ClipKind = ExportOutput['kind'];
export type ClipHeight = 'original' | (typeof EXPORT_HEIGHTS)[number];
export type ClipQuality = (typeof EXPORT_QUALITIES)[number];

/** What a person has chosen so far; what another kind has is kept for when it is chosen again. */
export interface ClipForm {
  readonly kind: ClipKind;
  readonly overlay: boolean;
  readonly video: {
    readonly height: ClipHeight;
    /** Pictures a second; `undefined`: each at its own time. */
    readonly fps: number | undefined;
    readonly quality: ClipQuality | 'bits';
    readonly kilobits: number;
  };
  readonly animation: { readonly height: ClipHeight; readonly fps: number };
}

/** Right for most: nothing is lost, and it is there at once. */
export const USUAL_FORM: ClipForm = {
  kind: 'lossless',
  overlay: true,
  video: { height: 'original', fps: undefined, quality: 'good', kilobits: 4000 },
  animation: { height: 480, fps: 15 },
};

const LEAST_KILOBITS = 100;
const MOST_KILOBITS = 100_000;

export function outputOf({ kind, overlay, video, animation }: ClipForm): ExportOutput {
  switch (kind) {
    case 'lossless':
      return { kind };
    case 'reencode': {
      const { height, fps, quality, kilobits } = video;
      const rate = quality === 'bits' ? { kilobitsPerSecond: Math.round(kilobits) } : { quality };
      return { kind, overlay, height, ...(fps !== undefined && { fps }), rate };
    }
    case 'gif':
    case 'webp':
      return { kind, overlay, ...animation };
  }
}

/** Heights to choose from: a picture is never enlarged. */
export function heightsFor(size: Size | undefined): readonly ClipHeight[] {
  return ['original', ...EXPORT_HEIGHTS.filter((height) => size === undefined || height < size.height)];
}

/** Who makes it: the station, unless it has no ffmpeg for it, or this viewer may start nothing there. */
export function placeOf({ kind }: ClipForm, { canReencode, mayChange }: ExportsState): ClipPlace {
  return mayChange && (kind === 'lossless' || canReencode) ? 'station' : 'window';
}

/** What stands in the way, in words. */
export interface ClipProblem {
  readonly message: string;
  readonly tip: string;
}

/** Why this cannot be made; `undefined` where it can. */
export function problemOf(
  form: ClipForm,
  range: Pick<ClipRange, 'fromUs' | 'toUs'>,
  state: ExportsState,
): ClipProblem | undefined {
  if (!state.isOpen)
    return { message: 'This station makes no clips.', tip: 'Start it with a folder: --recordings FOLDER.' };
  if (range.toUs <= range.fromUs) return { message: 'There is no picture in it.', tip: 'Choose another range.' };
  const isAnimation = form.kind === 'gif' || form.kind === 'webp';
  if (isAnimation && range.toUs - range.fromUs > MOST_ANIMATION_US) {
    return {
      message: `A ${NAMES[form.kind]} is no longer than ${MOST_ANIMATION_US / 1e6} s; this is ${lengthOf(range)}.`,
      tip: 'Mark a shorter clip with [ and ], or make a video.',
    };
  }
  const { quality, kilobits } = form.video;
  const isRateWrong = !(kilobits >= LEAST_KILOBITS && kilobits <= MOST_KILOBITS);
  if (form.kind === 'reencode' && quality === 'bits' && isRateWrong) {
    return { message: `The bit rate is ${LEAST_KILOBITS} to ${MOST_KILOBITS} kbit/s.`, tip: 'A usual one is 4000.' };
  }
  return undefined;
}

/** What each kind is called. */
export const NAMES: Readonly<Record<ClipKind, string>> = {
  lossless: 'Lossless clip',
  reencode: 'Video',
  gif: 'GIF',
  webp: 'WebP',
};
