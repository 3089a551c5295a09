import { type Bridge, LINK_MESSAGE } from '#contracts/bridge';
import type { Transport, TransportEvents } from './transport';

/** The way to the station in Electron's main process: a MessagePort that the preload hands over. */
export function openPort(bridge: Bridge, events: TransportEvents): Transport {
  let port: MessagePort | undefined;
  const receive = (event: MessageEvent) => {
    if (event.source !== window || event.data !== LINK_MESSAGE) return;
    port?.close();
    port = event.ports[0];
    if (!port) return;
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.onText(data);
      else if (data instanceof Uint8Array) events.onPicture(data);
      else if (Array.isArray(data) && data[0] instanceof Uint8Array && data[1] instanceof Uint8Array) {
        events.onPicture(data[0], data[1]);
      }
    };
    events.onOpen();
  };
  window.addEventListener('message', receive);
  bridge.openLink();
  return {
    send: (text) => port?.postMessage(text),
    close() {
      window.removeEventListener('message', receive);
      port?.close();
    },
  };
}
