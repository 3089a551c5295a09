import type { Feature } from '../../viewer/viewer';

/** All that the vehicle says of itself, in words and figures. */
export const values: Feature = {
  id: 'values',
  actions: {
    values: (viewer) => viewer.openPanel(viewer.store.getState().panel === 'values' ? 'none' : 'values'),
  },
  panels: { values: { load: async () => (await import('./ValuesDialog')).ValuesDialog } },
};
