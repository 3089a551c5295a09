import type { Feature } from '../../viewer/viewer';
import { phonesState } from './phones-state';

/** The list of all cameras, and the way to one more of any kind. */
export const cameras: Feature = {
  id: 'cameras',
  state: phonesState,
  handle: { phones: ({ phones }, viewer) => viewer.get(phonesState).setState({ phones }) },
  onLinkClose: (viewer) => viewer.get(phonesState).setState({ phones: undefined }),
  actions: { cameras: (viewer) => viewer.openPanel('cameras') },
  panels: { cameras: { load: async () => (await import('./CamerasDialog')).CamerasDialog } },
};
