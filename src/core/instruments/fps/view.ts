import { formatNumber } from '../../telemetry/format';
import { type Text, text } from '../../texts/text';
import { spokenValue } from '../shared/words';

/** How many pictures a second are shown. */
export interface FpsView {
  readonly value: string;
}

/** Whole numbers, but for streams so slow that the tenths matter. */
export function fpsView(fps: number | undefined): FpsView {
  return { value: formatNumber(fps, fps !== undefined && fps < 9.95 ? 1 : 0) };
}

/** The view in words. */
export function describeFps({ value }: FpsView): Text {
  return text('instrument.fps', { value: spokenValue(value) });
}
