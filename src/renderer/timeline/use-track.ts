import { useEffect } from 'react';
import type { TrackPoint } from '#contracts/playback';
import { useViewer, useViewerState } from '../ui/viewer-context';

/** Often enough for a plot of minutes. */
const ASK_MS = 2000;

/** The values of the plot, asked for while anybody sees it. */
export function useTrack(isSeen: boolean): readonly TrackPoint[] {
  const { timeline } = useViewer().viewer;
  const stream = useViewerState((state) => state.stream?.id);
  useEffect(() => {
    if (!isSeen || stream === undefined) return;
    timeline.askForTrack();
    const timer = setInterval(() => timeline.askForTrack(), ASK_MS);
    return () => clearInterval(timer);
  }, [timeline, isSeen, stream]);
  return useViewerState((state) => state.track);
}
