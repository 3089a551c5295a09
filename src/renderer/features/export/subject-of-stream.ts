import type { ClipSubject } from '../../shared/clips/clip-subject';
import { pastOf } from '../../streams/shown';
import type { ViewerState } from '../../viewer/viewer-state';

type Shown = Pick<ViewerState, 'stream' | 'playback' | 'readings' | 'statistics' | 'shown'>;

/** The stream that is shown, live or played. @returns `undefined` where nothing of it is kept */
export function subjectOfStream({ stream, playback, readings, statistics, shown }: Shown): ClipSubject | undefined {
  const range = playback?.range;
  if (!stream || !range) return undefined;
  const { bitsPerSecond, picturesPerSecond } = statistics ?? {};
  return {
    source: { from: 'stream', stream: stream.id },
    name: stream.name,
    range: { beginUs: range.beginUs, endUs: Math.max(range.endUs, readings.edgeUs ?? 0) },
    isLive: playback.isGrowing,
    positionUs: pastOf({ shown })?.positionUs,
    size: readings.size,
    ...(bitsPerSecond !== undefined && bitsPerSecond > 0 && { bytesPerSecond: bitsPerSecond / 8 }),
    ...(picturesPerSecond !== undefined && picturesPerSecond > 0 && { picturesPerSecond }),
  };
}
