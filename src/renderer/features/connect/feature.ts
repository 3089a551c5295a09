import type { Feature } from '../../viewer/viewer';
import { ConnectDialog } from './ConnectDialog';
import { firstWindowState } from './first-window-state';
import { keepRecent } from './keep-recent';

/** Asks which vehicle to show. It opens by itself at the first start. */
export const connect: Feature = {
  id: 'connect',
  state: firstWindowState,
  handle: {
    recent: ({ recent, hasDemo }, viewer) => viewer.get(firstWindowState).setState({ recent, hasDemo }),
    found: ({ places }, viewer) => viewer.get(firstWindowState).setState({ places }),
  },
  start: keepRecent,
  onLinkClose: (viewer) => viewer.get(firstWindowState).setState({ recent: undefined, places: undefined }),
  actions: { changeVehicle: (viewer) => viewer.openPanel('connect') },
  panels: { connect: { component: ConnectDialog } },
};
