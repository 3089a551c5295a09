import type { MakeModule } from '../../extension/gateway-module';
import { allows } from '../../extension/role';
import { websocketPort } from '../websocket-port';

/** Where viewers open their link, below the gateway's address. */
export const LINK_PATH = '/link';
/** The longest message a viewer has cause to send, with room to spare. */
const MAX_VIEWER_BYTES = 64 * 1024;

/** The viewer's link: all that a viewer sees and does. */
export const viewerLinkModule: MakeModule = ({ station, serving }) => ({
  sockets: [
    {
      path: LINK_PATH,
      role: 'viewer',
      maxMessageBytes: MAX_VIEWER_BYTES,
      most: 1000,
      accept: (socket, { access }) =>
        station.attach(websocketPort(socket), { mayChange: allows(access.role, 'admin'), serving }),
    },
  ],
});
