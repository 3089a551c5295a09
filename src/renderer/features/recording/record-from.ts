import { MAX_SECONDS_BEFORE } from '#contracts/recording';
import { formatSpan } from '#core/telemetry/format';
import { type Text, text } from '#core/texts/text';
import { recordingsState } from '../../shared/recordings/recordings-state';
import type { Viewer } from '../../viewer/viewer';
import type { ViewerState } from '../../viewer/viewer-state';
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
  readonly label: Text;
}

const WANTED = [
  { seconds: 60, label: text('rec.minute') },
  { seconds: 300, label: text('rec.fiveMinutes') },
] as const;

/**
 * The beginnings that a stream's past reaches, the nearest first; one that it does not reach is the oldest picture kept.
 *
 * @param keptS see `keptSeconds`
 * @param behindS how far behind live the picture is that is shown; `undefined` where it is live
 */
export function recordStarts(keptS: number, behindS?: number): readonly RecordStart[] {
  const starts: RecordStart[] = [{ secondsBefore: 0, label: text('rec.now') }];
  if (behindS !== undefined && behindS > 0) {
    starts.push({ secondsBefore: behindS, label: text('rec.fromShown', { span: ago(behindS) }) });
  }
  const reached = WANTED.filter(({ seconds }) => keptS + NEARLY_S >= seconds);
  for (const { seconds, label } of reached) starts.push({ secondsBefore: seconds, label });
  const isMore = keptS >= (reached.at(-1)?.seconds ?? 0) + NEARLY_S;
  if (isMore && reached.length < WANTED.length) {
    starts.push({ secondsBefore: keptS, label: text('rec.fromOldest', { span: ago(keptS) }) });
  }
  return starts;
}

/** Begins the recording of the stream in focus, or ends it. A failure is acknowledged by the next try. */
export function toggleRecording(viewer: Viewer): void {
  const { stream } = viewer.store.getState();
  if (!stream) return;
  const { recordings } = viewer.get(recordingsState).getState();
  requestRecording(viewer, stream.id, recordingOf(recordings, stream.id)?.state !== 'recording');
}

/** @param secondsBefore from so long ago on, as far back as the station keeps that */
function requestRecording(viewer: Viewer, stream: string, on: boolean, secondsBefore = 0): void {
  const before = secondsBefore > 0 && { secondsBefore: Math.min(secondsBefore, MAX_SECONDS_BEFORE) };
  viewer.send({ type: 'record', stream, on, ...before });
}

/** Records the stream in focus from so long ago, or as far back as is kept, and says from when. */
export function recordFrom(viewer: Viewer, secondsBefore: number): void {
  const state = viewer.store.getState();
  const { stream } = state;
  const { recordings } = viewer.get(recordingsState).getState();
  if (!stream) return;
  if (stream.playback) return viewer.announce(text('rec.isRecording'));
  if (recordingOf(recordings, stream.id)?.state === 'recording') {
    return viewer.announce(text('rec.isRecorded'));
  }
  requestRecording(viewer, stream.id, true, secondsBefore);
  viewer.announce(describeStart(secondsBefore, keptSeconds(state)));
}

/** `Recording from 0:20 ago: no more is kept.` */
export function describeStart(secondsBefore: number, keptS: number): Text {
  if (secondsBefore > 0 && keptS < NEARLY_S) return text('rec.startedNoPast');
  if (secondsBefore === 0) return text('rec.started');
  if (keptS + NEARLY_S < secondsBefore) return text('rec.startedShort', { span: ago(keptS) });
  return text('rec.startedFrom', { span: ago(secondsBefore) });
}

function ago(seconds: number): Text {
  return text('rec.ago', { span: formatSpan(seconds * 1000) });
}
