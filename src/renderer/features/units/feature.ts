import { unitsGiven, unitsState } from '../../shared/units/units-service';
import type { Feature } from '../../viewer/viewer';

/** The units that a person reads. */
export const units: Feature = {
  id: 'units',
  state: unitsState,
  handle: { welcome: ({ units: given }, viewer) => unitsGiven(viewer.get(unitsState), given) },
  actions: {
    units: (viewer) => viewer.openPanel(viewer.store.getState().panel === 'units' ? 'none' : 'units'),
  },
  panels: { units: { load: async () => (await import('./UnitsDialog')).UnitsDialog } },
};
