import type { Feature } from '../../viewer/viewer';
import { vehiclesState } from './vehicles-state';

/** The vehicles whose dash cams have dialled in. */
export const vehicles: Feature = {
  id: 'vehicles',
  state: vehiclesState,
  handle: {
    fleet: ({ fleet }, viewer) => viewer.get(vehiclesState).setState({ fleet }),
    'camera-recordings': ({ answer }, viewer) => viewer.get(vehiclesState).setState({ cameraRecordings: answer }),
    'vehicle-picture': ({ answer }, viewer) => viewer.get(vehiclesState).setState({ picture: answer }),
  },
  actions: { vehicles: (viewer) => viewer.openPanel('vehicles') },
  panels: { vehicles: { load: async () => (await import('./VehiclesDialog')).VehiclesDialog } },
};
