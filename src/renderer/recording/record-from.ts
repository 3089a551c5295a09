import { formatSpan } from '#core/telemetry/format';
import type { ViewerState } from '../store/viewer-state';
import type { Viewer } from '../viewer';
import { recordingOf } from './rec-state';

/** A stream's past that is shorter by this is said to be as long: segments are let go of whole. */
const NEARLY_S = 1;

/** How far back a recording of the stream in focus could begin, in seconds; 0 where nothing is kept. */
export function keptSeconds({ playback, readings }: Pick<ViewerState, 'playback' | 'readings'>): number {
  const beginUs = playback?.range?.beginUs;
  return beginUs === undefined ? 0 : Math.max(0, ((readings.edgeUs ?? beginUs) - beginUs) / 1e6);
}

/** From where a recording can begin, as its menu offers it. */
export interface RecordStart {
  readonly secondsBefore: number;
  readonly label: string;
}

const WANTED = [
  { seconds: 60, label: 'From 1 minute ago' },
  { seconds: 300, label: 'From 5 minutes ago' },
] as const;

/**
 * The beginnings that a stream's past reaches, the nearest first; one that it does not reach is the oldest picture kept.
 *
 * @param keptS see `keptSeconds`
 * @param behindS how far behind live the picture is that is shown; `undefined` where it is live
 */
export function recordStarts(keptS: number, behindS?: number): readonly RecordStart[] {
  const starts: RecordStart[] = [{ secondsBefore: 0, label: 'From now on' }];
  if (behindS !== undefined && behindS > 0) {
    starts.push({ secondsBefore: behindS, label: `From the picture shown, ${ago(behindS)}` });
  }
  const reached = WANTED.filter(({ seconds }) => keptS + NEARLY_S >= seconds);
  for (const { seconds, label } of reached) starts.push({ secondsBefore: seconds, label });
  const isMore = keptS >= (reached.at(-1)?.seconds ?? 0) + NEARLY_S;
  if (isMore && reached.length < WANTED.length) {
    starts.push({ secondsBefore: keptS, label: `From the oldest picture kept, ${ago(keptS)}` });
  }
  return starts;
}

/** Records the stream in focus from so long ago, or as far back as is kept, and says from when. */
export function recordFrom(viewer: Viewer, secondsBefore: number): void {
  const state = viewer.store.getState();
  const { stream, recordings } = state;
  if (!stream) return;
  if (stream.playback) return viewer.tell('This is a recording already.');
  if (recordingOf(recordings, stream.id)?.state === 'recording') {
    return viewer.tell('This is being recorded already. Press r to end it.');
  }
  viewer.station.record(stream.id, true, secondsBefore);
  viewer.tell(describeStart(secondsBefore, keptSeconds(state)));
}

/** `Recording from 0:20 ago: no more is kept.` */
export function describeStart(secondsBefore: number, keptS: number): string {
  if (secondsBefore > 0 && keptS < NEARLY_S) return 'Recording from now on: nothing is kept of before.';
  if (secondsBefore === 0) return 'Recording from now on.';
  if (keptS + NEARLY_S < secondsBefore) return `Recording from ${ago(keptS)}: no more is kept.`;
  return `Recording from ${ago(secondsBefore)}.`;
}

function ago(seconds: number): string {
  return `${formatSpan(seconds * 1000)} ago`;
}
