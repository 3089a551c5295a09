import type { ViewerState } from '../store/viewer-state';
import type { ClipSubject } from './clip-subject';

type Shown = Pick<ViewerState, 'stream' | 'playback' | 'readings' | 'statistics' | 'back'>;

/** The stream that is shown, live or played. @returns `undefined` where nothing of it is kept */
export function subjectOfStream({ stream, playback, readings, statistics, back }: Shown): ClipSubject | undefined {
  const range = playback?.range;
  if (!stream || !range) return undefined;
  const { bitsPerSecond, picturesPerSecond } = statistics ?? {};
  return {
    source: { from: 'stream', stream: stream.id },
    name: stream.name,
    range: { beginUs: range.beginUs, endUs: Math.max(range.endUs, readings.edgeUs ?? 0) },
    isLive: playback.isGrowing,
    positionUs: back?.positionUs,
    size: readings.size,
    ...(bitsPerSecond !== undefined && bitsPerSecond > 0 && { bytesPerSecond: bitsPerSecond / 8 }),
    ...(picturesPerSecond !== undefined && picturesPerSecond > 0 && { picturesPerSecond }),
  };
}
