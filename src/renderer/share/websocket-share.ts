import { SHARE_PATH } from '#contracts/share';
import { backOffMs } from '#core/media/back-off';
import type { OpenShareTransport } from './share-transport';

/** The way to the gateway that this page came from: a WebSocket that opens again after every fault. */
export const openShareWebSocket: OpenShareTransport = (events) => {
  const { protocol, host } = window.location;
  const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${SHARE_PATH}`;
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let closed = false;
  const connect = () => {
    socket = new WebSocket(url);
    socket.onopen = () => {
      failures = 0;
      events.onOpen();
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.onText(data);
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
    get backlogBytes() {
      return socket.bufferedAmount;
    },
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket.onmessage = null;
      socket.close();
    },
  };
};
