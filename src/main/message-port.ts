import type { MessagePortMain } from 'electron';
import type { ViewerPort } from '#station/link/viewer-port';

/** One end of a MessageChannel as a viewer's port. */
export function messagePort(port: MessagePortMain): ViewerPort {
  const listeners = new Set<() => void>();
  // Electron's event tells of the other end alone, and whoever serves this port must hear of both.
  const closed = () => {
    const all = [...listeners];
    listeners.clear();
    for (const listener of all) listener();
  };
  port.on('close', closed);
  return {
    send(text) {
      port.postMessage(text);
    },
    sendPicture(header, data) {
      port.postMessage([header, data]);
    },
    sendSound(message) {
      port.postMessage(message);
    },
    onMessage(listener) {
      port.on('message', ({ data }) => {
        if (typeof data === 'string') listener(data);
      });
      port.start();
    },
    onClose(listener) {
      listeners.add(listener);
    },
    close() {
      port.close();
      closed();
    },
  };
}
