import type { Feature } from '../../viewer/viewer';
import { PlotsSlot } from './PlotsSlot';
import { plotsService } from './plots-service';
import { plotsState } from './plots-state';

/** Any numbers of the vehicle over time. */
export const plots: Feature = {
  id: 'plots',
  state: plotsState,
  handle: {
    welcome: ({ wallUs }, viewer) => viewer.get(plotsState).setState({ wallUs }),
    'past-values': (message, viewer) => viewer.get(plotsService).receive(message),
  },
  actions: { plots: (viewer) => viewer.get(plotsState).setState(({ isOpen }) => ({ isOpen: !isOpen })) },
  parts: { badge: PlotsSlot },
  onLinkOpen: (viewer) => viewer.get(plotsService).askAnew(),
};
