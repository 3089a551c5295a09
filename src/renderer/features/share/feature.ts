import type { Feature } from '../../viewer/viewer';
import { ShareBadge } from './ShareBadge';
import { cameraShare } from './share-service';

/** Shares a camera or a screen of this machine with everybody who watches the station. */
export const share: Feature = {
  id: 'share',
  actions: { shareCamera: (viewer) => viewer.openPanel('share') },
  panels: { share: { load: async () => (await import('./ShareDialog')).ShareDialog } },
  parts: { badge: ShareBadge },
  start: (viewer) => window.addEventListener('pagehide', () => viewer.get(cameraShare).stop()),
};
