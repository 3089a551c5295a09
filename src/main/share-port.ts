import type { MessagePortMain } from 'electron';
import type { SharePort } from '#station/sources/accept/share/share-port';
import { portClosing } from './port-closing';

/** One end of a MessageChannel as the way of somebody who shares a camera in this window. */
export function messageSharePort(port: MessagePortMain): SharePort {
  return {
    ...portClosing(port),
    send: (text) => port.postMessage(text),
    onMessage(listener) {
      port.on('message', ({ data }: { readonly data: unknown }) => {
        if (typeof data === 'string' || data instanceof Uint8Array) listener(data);
      });
      port.start();
    },
  };
}
