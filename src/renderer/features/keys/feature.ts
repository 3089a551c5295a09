import type { Feature } from '../../viewer/viewer';
import { KeysCard } from './KeysCard';

/** The card of all keys; at hand even where the station is not reached. */
export const keys: Feature = {
  id: 'keys',
  actions: {
    toggleKeys: (viewer) => viewer.openPanel(viewer.store.getState().panel === 'keys' ? 'none' : 'keys'),
  },
  panels: { keys: { component: KeysCard } },
};
