import type { MessagePortMain } from 'electron';
import type { SharePort } from '#station/share/share-port';

/** One end of a MessageChannel as the way of somebody who shares a camera in this window. */
export function messageSharePort(port: MessagePortMain): SharePort {
  const listeners = new Set<() => void>();
  const closed = () => {
    const all = [...listeners];
    listeners.clear();
    for (const listener of all) listener();
  };
  port.on('close', closed);
  return {
    send: (text) => port.postMessage(text),
    onMessage(listener) {
      port.on('message', ({ data }: { readonly data: unknown }) => {
        if (typeof data === 'string' || data instanceof Uint8Array) listener(data);
      });
      port.start();
    },
    onClose: (listener) => void listeners.add(listener),
    close() {
      port.close();
      closed();
    },
  };
}
