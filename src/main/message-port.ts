import type { MessagePortMain } from 'electron';
import type { ViewerPort } from '#station/link/viewer-port';

/** One end of a MessageChannel as a viewer's port. */
export function messagePort(port: MessagePortMain): ViewerPort {
  return {
    send(text) {
      port.postMessage(text);
    },
    sendPicture(header, data) {
      port.postMessage([header, data]);
    },
    onMessage(listener) {
      port.on('message', ({ data }) => {
        if (typeof data === 'string') listener(data);
      });
      port.start();
    },
    onClose(listener) {
      port.on('close', listener);
    },
    close() {
      port.close();
    },
  };
}
