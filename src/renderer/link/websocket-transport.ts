import { backOffMs } from '#core/media/back-off';
import type { Transport, TransportEvents } from './transport';

/** The way to a station behind a gateway: a WebSocket that opens again after every fault. */
export function openWebSocket(url: string, events: TransportEvents): Transport {
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let closed = false;
  const connect = () => {
    socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      failures = 0;
      events.onOpen();
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') events.onText(data);
      else events.onPicture(new Uint8Array(data));
    };
    socket.onclose = () => {
      if (closed) return;
      failures++;
      events.onClose();
      timer = setTimeout(connect, backOffMs(failures, Math.random()));
    };
  };
  connect();
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
