import { formatNumber, UNKNOWN } from '../../telemetry/format';

/** How many pictures a second are shown. */
export interface FpsView {
  readonly value: string;
}

/** Whole numbers, but for streams so slow that the tenths matter. */
export function fpsView(fps: number | undefined): FpsView {
  return { value: formatNumber(fps, fps !== undefined && fps < 9.95 ? 1 : 0) };
}

/** The view in words. */
export function describeFps({ value }: FpsView): string {
  return value === UNKNOWN ? 'Pictures per second: unknown' : `Pictures per second: ${value}`;
}
