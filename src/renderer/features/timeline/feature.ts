import { timelineControl } from '../../shared/past/control';
import { selectionState } from '../../shared/past/selection-control';
import { trackState } from '../../shared/past/use-track';
import type { Feature } from '../../viewer/viewer';
import { describeMark } from './describe-mark';
import { Timeline } from './Timeline';
import { TIMELINE_KEYS } from './use-timeline-keys';

const SECOND_MS = 1000;

/** Looks back at what is kept, live or recorded. */
export const timeline: Feature = {
  id: 'timeline',
  state: selectionState,
  handle: {
    playback: ({ stream }, viewer) => {
      const view = viewer.store.getState().views.find((one) => one.store.getState().stream?.id === stream);
      if (!view) return;
      const control = viewer.get(timelineControl);
      control.joined(view);
      control.playbackChanged(view);
    },
    track: ({ stream, points }, viewer) => {
      if (stream === viewer.store.getState().stream?.id) viewer.get(trackState).setState({ track: points });
    },
    marked: (message, viewer) => viewer.announce(describeMark(message)),
  },
  actions: { mark: (viewer) => viewer.get(timelineControl).mark() },
  keys: { isUsed: ({ playback }) => playback?.range !== undefined, help: TIMELINE_KEYS },
  parts: { bottom: Timeline },
  start: (viewer) => void setInterval(() => viewer.get(timelineControl).second(), SECOND_MS),
};
