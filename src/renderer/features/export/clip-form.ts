import type { ExportsState } from '#contracts/exports';
import { EXPORT_HEIGHTS, type EXPORT_QUALITIES, type ExportOutput, MAX_ANIMATION_US } from '#core/exports/output';
import type { Size } from '#core/instruments/shared/rect';
import { type Advice, text } from '#core/texts/text';
import { type ClipRange, lengthOf } from './clip-range';
import type { ClipPlace } from './clip-spec';

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

const MIN_KILOBITS = 100;
const MAX_KILOBITS = 100_000;

/** @param units of what is burnt in, see `readUnits` */
export function outputOf({ kind, overlay, video, animation }: ClipForm, units?: string): ExportOutput {
  const burnt = { overlay, ...(overlay && units !== undefined && { units }) };
  switch (kind) {
    case 'lossless':
      return { kind };
    case 'reencode': {
      const { height, fps, quality, kilobits } = video;
      const rate = quality === 'bits' ? { kilobitsPerSecond: Math.round(kilobits) } : { quality };
      return { kind, ...burnt, height, ...(fps !== undefined && { fps }), rate };
    }
    case 'gif':
    case 'webp':
      return { kind, ...burnt, ...animation };
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

/** Why this cannot be made; `undefined` where it can. */
export function problemOf(
  form: ClipForm,
  range: Pick<ClipRange, 'fromUs' | 'toUs'>,
  state: ExportsState,
): Advice | undefined {
  if (!state.isOpen) return { message: text('clip.closed'), tip: text('clip.closed.tip') };
  if (range.toUs <= range.fromUs) return { message: text('clip.empty'), tip: text('clip.empty.tip') };
  const isAnimation = form.kind === 'gif' || form.kind === 'webp';
  if (isAnimation && range.toUs - range.fromUs > MAX_ANIMATION_US) {
    return {
      message: text('clip.tooLong', {
        kind: text(`clip.name.${form.kind}`),
        most: MAX_ANIMATION_US / 1e6,
        length: lengthOf(range),
      }),
      tip: text('clip.tooLong.tip'),
    };
  }
  const { quality, kilobits } = form.video;
  const isRateWrong = !(kilobits >= MIN_KILOBITS && kilobits <= MAX_KILOBITS);
  if (form.kind === 'reencode' && quality === 'bits' && isRateWrong) {
    return {
      message: text('clip.bitRateWrong', { min: MIN_KILOBITS, max: MAX_KILOBITS }),
      tip: text('clip.bitRateWrong.tip'),
    };
  }
  return undefined;
}
