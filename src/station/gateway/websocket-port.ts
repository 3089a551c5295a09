import type { WebSocket } from 'ws';
import type { ViewerPort } from '../link/viewer-port';

/** A WebSocket as a viewer's port. */
export function websocketPort(socket: WebSocket): ViewerPort {
  return {
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(message);
    },
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        if (!isBinary) listener(String(data));
      });
    },
    onClose(listener) {
      socket.on('close', listener);
    },
    close() {
      socket.close(1001, 'the station ends');
    },
  };
}
