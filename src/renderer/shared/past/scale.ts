import type { PlaybackInfo, TrackPoint } from '#contracts/playback';

/** Where a moment lies on the timeline: 0 its beginning, 1 its end. */
export function shareOf(us: number, { beginUs, endUs }: PlaybackInfo): number {
  if (endUs <= beginUs) return 1;
  return Math.min(1, Math.max(0, (us - beginUs) / (endUs - beginUs)));
}

/** The moment at a place of the timeline, as `shareOf`. µs. */
export function momentAt(share: number, { beginUs, endUs }: PlaybackInfo): number {
  return beginUs + Math.min(1, Math.max(0, share)) * (endUs - beginUs);
}

/** Which of the plotted values. */
export type Plotted = 'altitudeM' | 'groundSpeedMps';

/** Points further apart than this are not joined: what was between is unknown. */
const APART_US = 5e6;

/**
 * A value over time as the points of lines, in a box of 1 by 1 whose top is the highest value and whose foot the lowest. A pause begins another line.
 *
 * @returns no lines where there are fewer than two values
 */
export function plotLines(points: readonly TrackPoint[], value: Plotted, range: PlaybackInfo): readonly string[] {
  const known = points.filter((point) => point[value] !== undefined && point.timeUs <= range.endUs);
  if (known.length < 2) return [];
  const values = known.map((point) => point[value] ?? 0);
  const lowest = Math.min(...values);
  const height = Math.max(...values) - lowest || 1;
  const lines: string[] = [];
  let line = '';
  let lastUs = Number.NaN;
  for (const point of known) {
    const at = `${shareOf(point.timeUs, range).toFixed(4)},${(1 - ((point[value] ?? 0) - lowest) / height).toFixed(3)}`;
    const joins = point.timeUs - lastUs <= APART_US;
    if (!joins && line !== '') lines.push(line);
    line = joins ? `${line} ${at}` : at;
    lastUs = point.timeUs;
  }
  return [...lines, line];
}

/** A moment as people read a clock, in their own time zone: `14:03:41`. */
export function formatClock(us: number): string {
  return new Date(us / 1000).toTimeString().slice(0, 8);
}
