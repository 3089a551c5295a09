import type { Size } from '../instruments/shared/rect';
import type { EncodedOutput } from './ffmpeg-arguments';

/** The size that an export's picture has, as the filter of `exportRuns` makes it: never enlarged, by the aspect, and even. */
export function exportedSize({ width, height }: Size, wanted: EncodedOutput['height']): Size {
  const fitted = Math.floor((wanted === 'original' ? height : Math.min(height, wanted)) / 2) * 2;
  return { width: Math.round((fitted * width) / (height * 2)) * 2, height: fitted };
}
