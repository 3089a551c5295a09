import type { WebSocket } from 'ws';
import { SHARE_HEADER_BYTES, SHARE_PATH } from '#contracts/share';
import { MAX_ACCESS_UNIT_BYTES } from '#core/bitstream/access-unit-assembler';
import type { MakeModule } from '../../extension/gateway-module';
import { allows } from '../../extension/role';
import type { SharePort } from '../../sources/accept/share/share-port';
import { say } from '../picture-socket';

/** `/share`: browsers and phones share their cameras. A client without that right is let in to be told so. */
export const shareModule: MakeModule = ({ station }) => ({
  sockets: [
    {
      path: SHARE_PATH,
      role: 'viewer',
      maxMessageBytes: MAX_ACCESS_UNIT_BYTES + SHARE_HEADER_BYTES,
      most: 200,
      accept: (socket, { access, remoteAddress }) =>
        station.share(sharePort(socket), { mayShare: allows(access.role, 'publisher'), address: remoteAddress }),
    },
  ],
});

function sharePort(socket: WebSocket): SharePort {
  return {
    send: (text) => say(socket, text),
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        if (!isBinary) listener(String(data));
        else if (data instanceof Buffer) listener(data);
      });
    },
    onClose: (listener) => void socket.on('close', listener),
    // not shown: why a socket is closed, for programs
    close: () => socket.close(1001, 'the station ends'),
  };
}
