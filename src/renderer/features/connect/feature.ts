import type { Feature } from '../../viewer/viewer';
import { ConnectDialog } from './ConnectDialog';

/** Asks which vehicle to show. It opens by itself at the first start. */
export const connect: Feature = {
  id: 'connect',
  actions: { changeVehicle: (viewer) => viewer.openPanel('connect') },
  panels: { connect: { component: ConnectDialog } },
};
