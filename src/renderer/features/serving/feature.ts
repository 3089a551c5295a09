import { servingState } from '../../shared/serving/serving-state';
import type { Feature } from '../../viewer/viewer';

/** Switches the gateway for others on and off. */
export const serving: Feature = {
  id: 'serving',
  state: servingState,
  handle: {
    serving: ({ serving }, viewer) =>
      viewer.get(servingState).setState(({ invitation }) => ({
        serving,
        // A link to what was switched off is of no use.
        invitation: serving.state === 'on' ? invitation : undefined,
      })),
    invitation: ({ invitation }, viewer) => viewer.get(servingState).setState({ invitation }),
  },
  onLinkClose: (viewer) => viewer.get(servingState).setState({ serving: undefined }),
  actions: { gateway: (viewer) => viewer.openPanel('gateway') },
  panels: { gateway: { load: async () => (await import('./GatewayDialog')).GatewayDialog } },
};
