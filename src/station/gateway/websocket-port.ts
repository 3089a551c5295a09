import type { WebSocket } from 'ws';
import type { ViewerPort } from '../link/viewer-port';

/** A WebSocket as a viewer's port. */
export function websocketPort(socket: WebSocket): ViewerPort {
  return {
    send(text) {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    sendPicture(header, data) {
      if (socket.readyState !== socket.OPEN) return;
      // Two fragments of one message: the bytes of a picture are not copied for each viewer.
      socket.send(header, { binary: true, fin: false });
      socket.send(data, { binary: true, fin: true });
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
