import type { PlaybackInfo } from '#contracts/playback';
import { shareOf } from '../../shared/past/scale';

/** How far apart pictures of a strip may be, in s. */
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];

/** A picture of the strip: it stands for `atUs` on, between two shares of the timeline (see `shareOf`). */
export interface StripCell {
  readonly atUs: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Pictures side by side along the timeline, so many at most and one more. Their moments are round ones: they stay the same
 * while the timeline moves on, and each is asked for once.
 */
export function stripCells(range: PlaybackInfo, most: number): readonly StripCell[] {
  const lengthUs = range.endUs - range.beginUs;
  const stepUs = (STEPS_S.find((step) => lengthUs <= step * 1e6 * most) ?? 0) * 1e6;
  if (stepUs === 0 || most < 1) return [];
  const cells: StripCell[] = [];
  for (let atUs = Math.floor(range.beginUs / stepUs) * stepUs; atUs < range.endUs; atUs += stepUs) {
    cells.push({ atUs, left: shareOf(atUs, range), right: shareOf(atUs + stepUs, range) });
  }
  return cells;
}
