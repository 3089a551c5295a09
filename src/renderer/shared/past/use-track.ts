import { useEffect } from 'react';
import type { PlaybackInfo, TrackPoint } from '#contracts/playback';
import { defineState } from '../../viewer/service';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { timelineControl } from './control';

/** Often enough for a plot of minutes. */
const ASK_MS = 2000;
/** Telemetry may begin before the first picture. */
const SLACK_US = 10e6;

/** The plot of the stream in focus. */
export const trackState = defineState<{ readonly track: readonly TrackPoint[] }>({ track: [] });

/** The values of the plot, requested while anybody sees it. */
export function useTrack(isSeen: boolean): readonly TrackPoint[] {
  const viewer = useViewer();
  const timeline = viewer.get(timelineControl);
  const stream = useViewerState((state) => state.stream?.id);
  useEffect(() => {
    if (!isSeen || stream === undefined) return;
    timeline.askForTrack();
    const timer = setInterval(() => {
      const { playback } = viewer.store.getState();
      const { track } = viewer.get(trackState).getState();
      // What grows no more is asked for until it is there.
      const isThere = playback?.isGrowing === false && isWithin(track, playback.range);
      if (!isThere) timeline.askForTrack();
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [timeline, viewer, isSeen, stream]);
  return useFeatureState(trackState, (state) => state.track);
}

/** Whether it is the track of what lies in a range, and not of what was shown before. */
function isWithin(track: readonly TrackPoint[], range: PlaybackInfo | undefined): boolean {
  const [first] = track;
  return (
    first !== undefined &&
    range !== undefined &&
    first.timeUs >= range.beginUs - SLACK_US &&
    first.timeUs <= range.endUs
  );
}
