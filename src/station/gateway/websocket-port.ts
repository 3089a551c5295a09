import type { WebSocket } from 'ws';
import type { ViewerPort } from '../extension/viewer-port';

/**
 * Bytes that may wait for a viewer to read them: the window of unacknowledged pictures of the fattest stream, and then
 * some. A client that leaves more is not reading, and is disconnected; a page that comes to life again opens a new link by itself.
 */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;

/** A WebSocket as a viewer's port. */
export function websocketPort(socket: WebSocket): ViewerPort {
  const takes = () => {
    if (socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount <= MAX_UNREAD_BYTES) return true;
    socket.terminate();
    return false;
  };
  return {
    send(text) {
      if (takes()) socket.send(text);
    },
    sendPicture(header, data) {
      if (!takes()) return;
      // Two fragments of one message: the bytes of a picture are not copied for each viewer.
      socket.send(header, { binary: true, fin: false });
      socket.send(data, { binary: true, fin: true });
    },
    sendSound(message) {
      if (takes()) socket.send(message, { binary: true });
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
      // not shown: why a socket is closed, for programs
      socket.close(1001, 'the station ends');
    },
  };
}
