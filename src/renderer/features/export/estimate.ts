import type { ExportOutput } from '#core/exports/output';
import type { Size } from '#core/instruments/shared/rect';
import { type Text, text } from '#core/texts/text';
import type { ClipSubject } from '../../shared/clips/clip-subject';
import { formatSize } from '../../ui/format-size';

/** What is said before a clip is made: how large, and how long it takes. */
export interface Estimate {
  readonly bytes: number;
  readonly seconds: number;
}

/** Where a stream has not told. */
export const USUAL_SIZE: Size = { width: 1280, height: 720 };
const USUAL_RATE = 30;

/** Bits that a pixel of a moving picture takes; measured with the demo flight, `-preset veryfast`. */
const BITS_A_PIXEL = { small: 0.07, good: 0.15, best: 0.3, gif: 3.2, webp: 0.6 } as const;
/** Pixels a second that two cores of a small machine make; in a browser's wasm a tenth of it. */
const PIXELS_A_SECOND = { reencode: 45e6, gif: 12e6, webp: 7e6 } as const;
const WASM_SHARE = 0.1;
/** Drawing instruments into each picture. */
const OVERLAY_COST = 1.6;
/** A lossless clip is as quick as a disk. */
const COPIED_BYTES_A_SECOND = 60e6;
const MIN_SECONDS = 0.5;

type Known = Pick<ClipSubject, 'size' | 'picturesPerSecond' | 'bytesPerSecond'>;

/**
 * @param seconds of the clip
 * @param isInWindow made by wasm
 * @returns `undefined` for a lossless clip of a stream whose rate is not known yet
 */
export function estimateOf(
  output: ExportOutput,
  { size = USUAL_SIZE, picturesPerSecond = USUAL_RATE, bytesPerSecond }: Known,
  seconds: number,
  isInWindow = false,
): Estimate | undefined {
  if (output.kind === 'lossless') {
    if (bytesPerSecond === undefined) return undefined;
    const bytes = bytesPerSecond * seconds;
    return { bytes, seconds: MIN_SECONDS + bytes / COPIED_BYTES_A_SECOND };
  }
  const pixels = pixelsIn(size, output.height) * (output.fps ?? picturesPerSecond) * seconds;
  const bits = bitsOf(output, pixels, seconds);
  const speed = PIXELS_A_SECOND[output.kind] * (isInWindow ? WASM_SHARE : 1);
  const cost = output.overlay ? OVERLAY_COST : 1;
  return { bytes: bits / 8, seconds: MIN_SECONDS + (pixels * cost) / speed };
}

function bitsOf(output: Exclude<ExportOutput, { kind: 'lossless' }>, pixels: number, seconds: number): number {
  if (output.kind !== 'reencode') return pixels * BITS_A_PIXEL[output.kind];
  const { rate } = output;
  return 'quality' in rate ? pixels * BITS_A_PIXEL[rate.quality] : rate.kilobitsPerSecond * 1000 * seconds;
}

function pixelsIn({ width, height }: Size, wanted: 'original' | number): number {
  const scale = wanted === 'original' ? 1 : Math.min(1, wanted / height);
  return width * height * scale * scale;
}

/** `About 1.2 MB, made in about 4 s`. */
export function describeEstimate({ bytes, seconds }: Estimate): Text {
  const size = formatSize(bytes);
  return seconds < 2
    ? text('clip.estimate.atOnce', { size })
    : text('clip.estimate', { size, time: formatWait(seconds) });
}

/** Rounded to what anybody can know beforehand: `4 s`, `50 s`, `3 min`, `1 h 10 min`. */
export function formatWait(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 55) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
