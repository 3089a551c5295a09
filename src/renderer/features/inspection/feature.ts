import type { Feature } from '../../viewer/viewer';
import { inspectionState } from './inspection-state';
import { LinkNotes } from './LinkNotes';

/** What is on the link of the stream that is watched: its video, the vehicles that are heard, and what to change. */
export const inspection: Feature = {
  id: 'inspection',
  state: inspectionState,
  handle: {
    inspection: ({ stream, sections }, viewer) => viewer.get(inspectionState).setState({ stream, sections }),
  },
  actions: {
    inspectLink: (viewer) => viewer.openPanel(viewer.store.getState().panel === 'inspection' ? 'none' : 'inspection'),
  },
  parts: { message: LinkNotes, wallMessage: LinkNotes },
  panels: { inspection: { load: async () => (await import('./InspectionDialog')).InspectionDialog } },
};
