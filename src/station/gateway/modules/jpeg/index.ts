import { MAX_TEXT_LENGTH } from '#core/protocols/jpeg-stream/messages';
import type { MakeModule } from '../../../extension/gateway-module';
import { NamedStreams } from './named-streams';
import { restRoutes } from './rest';
import { StreamSocket } from './stream-socket';
import { acceptViewer } from './viewer-socket';

/** Who watches sends commands alone. */
const MAX_VIEWER_BYTES = 64 * 1024;

/** JPEG streams over WebSocket (docs/protocols.md 5): any stream watched as JPEG, and JPEG streams brought by clients. */
export const jpegModule: MakeModule = ({ station }) => {
  const named = new NamedStreams(station.hub);
  const context = { hub: station.hub, named, pool: station.jpegs };
  return {
    http: restRoutes(named),
    sockets: [
      {
        path: '/ws/viewer/:id',
        role: 'viewer',
        most: 1000,
        accept: (socket, call) => acceptViewer(context, socket, call),
      },
      {
        path: '/ws/stream/:id',
        role: 'viewer',
        maxMessageBytes: MAX_TEXT_LENGTH,
        maxViewerMessageBytes: MAX_VIEWER_BYTES,
        accept: (socket, call) => void new StreamSocket(context, socket, call),
      },
    ],
    close: () => named.close(),
  };
};
