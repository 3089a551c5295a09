import type { EncodedOutput } from '#core/exports/ffmpeg-arguments';
import { exportedSize } from '#core/exports/picture-size';
import type { Size } from '#core/instruments/shared/rect';
import { type Advice, text } from '#core/texts/text';

/** What an ffmpeg in a browser may have: it counts its memory with 31 bits. */
export const MAX_BYTES = 2 ** 31;

const PROGRAM_BYTES = 96 * 2 ** 20;
/** Of pictures at full size: a decoder's references, filters, and those that x264 looks ahead at (`veryfast`). */
const PICTURES_HELD = 48;
const BYTES_A_PIXEL = 1.5;
const SOUND_BITS_A_SECOND = 128_000;
/** Pictures a second where the clip's own are kept and their number is unknown. */
const USUAL_RATE = 30;
/**
 * Measured with the arguments of exports: 0.06, 0.14 and 0.29 for the demo flight, 0.08, 0.19 and 0.35 for a zoom into the
 * Mandelbrot set; 4.5 and 0.84 for the flight as GIF and WebP. With room, for noise takes more.
 */
const BITS_A_PIXEL = { small: 0.12, good: 0.25, best: 0.6 } as const;
const ANIMATED_BITS_A_PIXEL = { gif: 6, webp: 1.5 } as const;
/** The overlay's text, 0.1 to 0.14 MB for a second in which everything moves, and what the renderer makes of it. */
const OVERLAY_BYTES_A_SECOND = 400_000;

/** What is to be made, of what. */
export interface Work {
  readonly output: EncodedOutput;
  readonly picture: Size;
  readonly seconds: number;
}

/** About how much memory an export takes at most: program, pictures, and the file that is made, which lies there until it is whole. */
export function bytesNeeded({ output, picture, seconds }: Work): number {
  const size = exportedSize(picture, output.height);
  const pictures = PICTURES_HELD * BYTES_A_PIXEL * Math.max(picture.width * picture.height, size.width * size.height);
  const overlay = output.overlay ? OVERLAY_BYTES_A_SECOND * seconds : 0;
  return PROGRAM_BYTES + pictures + overlay + fileBytes(output, size, seconds);
}

/** About how large the file becomes at most. */
function fileBytes(output: EncodedOutput, { width, height }: Size, seconds: number): number {
  const pixels = width * height * (output.fps ?? USUAL_RATE) * seconds;
  if (output.kind !== 'reencode') return (pixels * ANIMATED_BITS_A_PIXEL[output.kind]) / 8;
  const { rate } = output;
  const sound = SOUND_BITS_A_SECOND * seconds;
  // A bit rate is kept on the average only.
  const picture = 'quality' in rate ? pixels * BITS_A_PIXEL[rate.quality] : rate.kilobitsPerSecond * 1100 * seconds;
  return (picture + sound) / 8;
}

/** What people are told before it begins: what it takes, and what to try where that is too much. */
export interface MemoryVerdict extends Advice {
  readonly fits: boolean;
}

export function judgeMemory(work: Work): MemoryVerdict {
  const needed = bytesNeeded(work);
  const fits = needed <= MAX_BYTES;
  const message = text('clip.memory', { size: gigabytes(needed) });
  const seconds = fits ? 0 : longestSeconds(work);
  const tip = seconds < 1 ? text('clip.memory.tip') : text('clip.memory.tipShorter', { length: lengthOf(seconds) });
  return { fits, message, tip };
}

/** Memory grows with length in a straight line. */
function longestSeconds(work: Work): number {
  const fixed = bytesNeeded({ ...work, seconds: 0 });
  return ((MAX_BYTES - fixed) * work.seconds) / (bytesNeeded(work) - fixed);
}

function lengthOf(seconds: number): string {
  return seconds < 120 ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / 60)} min`;
}

function gigabytes(bytes: number): string {
  const mega = bytes / 1e6;
  return mega < 950 ? `${Math.max(10, Math.round(mega / 10) * 10)} MB` : `${(mega / 1000).toFixed(1)} GB`;
}
