import { type Bridge, SHARE_MESSAGE } from '#contracts/bridge';
import type { OpenShareTransport } from './share-transport';

/** The way to the station in Electron's main process: a MessagePort that the preload hands over. */
export function openSharePort(bridge: Bridge): OpenShareTransport {
  return (events) => {
    let port: MessagePort | undefined;
    const receive = (event: MessageEvent) => {
      if (event.source !== window || event.data !== SHARE_MESSAGE) return;
      window.removeEventListener('message', receive);
      port = event.ports[0];
      if (!port) return;
      port.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') events.onText(data);
      };
      events.onOpen();
    };
    window.addEventListener('message', receive);
    bridge.openShare();
    return {
      // A port tells nothing of what waits in it; the station's acknowledgements do.
      backlogBytes: 0,
      send(message) {
        // Copied: a port to another process takes no buffer over.
        port?.postMessage(message);
      },
      close() {
        window.removeEventListener('message', receive);
        port?.close();
      },
    };
  };
}
