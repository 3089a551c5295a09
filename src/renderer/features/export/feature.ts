import { openClip } from '../../shared/clips/open-clip';
import type { Feature } from '../../viewer/viewer';
import { clipsService, windowClips } from './clips-service';
import { clipsState } from './clips-state';
import { JobsBadge } from './JobsBadge';
import { subjectOfStream } from './subject-of-stream';

/** Takes clips out of what is kept, and lists those that are being made. */
export const clips: Feature = {
  id: 'clips',
  state: clipsState,
  handle: { exports: ({ exports }, viewer) => viewer.get(clipsService).receive(exports) },
  actions: {
    clip: (viewer) => openClip(viewer, subjectOfStream(viewer.store.getState())),
    jobs: (viewer) => viewer.openPanel('jobs'),
  },
  panels: {
    export: { load: async () => (await import('./ExportDialog')).ExportDialog },
    jobs: { load: async () => (await import('./JobsDialog')).JobsDialog },
  },
  parts: { badge: JobsBadge },
  onLinkOpen: (viewer) => viewer.get(clipsService).watch(),
  start: (viewer) => {
    // Electron would not ask, and not close.
    if (viewer.bridge) return;
    window.addEventListener('beforeunload', (event) => {
      if (viewer.get(windowClips).isBusy) event.preventDefault();
    });
  },
};
