import { MOST_TEXT_LENGTH } from '#core/protocols/jpeg-stream/messages';
import type { MakeModule } from '../../module';
import { NamedStreams } from './named-streams';
import { restRoutes } from './rest';
import { StreamSocket } from './stream-socket';
import { acceptViewer } from './viewer-socket';

/** JPEG streams over WebSocket (PROTOCOLS.md 5): any stream watched as JPEG, and JPEG streams brought by clients. */
export const jpegModule: MakeModule = ({ station }) => {
  const named = new NamedStreams(station.hub);
  const context = { hub: station.hub, named, pool: station.jpegs };
  return {
    http: restRoutes(named),
    sockets: [
      {
        ...{ path: '/ws/viewer/:id', role: 'viewer', most: 1000 },
        accept: (socket, call) => acceptViewer(context, socket, call),
      },
      {
        ...{ path: '/ws/stream/:id', role: 'viewer', maxMessageBytes: MOST_TEXT_LENGTH },
        accept: (socket, call) => void new StreamSocket(context, socket, call),
      },
    ],
    close: () => named.close(),
  };
};
