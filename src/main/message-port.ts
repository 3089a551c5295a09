import type { MessagePortMain } from 'electron';
import type { ViewerPort } from '#station/extension/viewer-port';
import { portClosing } from './port-closing';

/** One end of a MessageChannel as a viewer's port. */
export function messagePort(port: MessagePortMain): ViewerPort {
  return {
    ...portClosing(port),
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
  };
}
