import { backOffMs } from '#core/media/back-off';

/** What a socket tells. */
export interface ReopeningSocketEvents {
  /** It is open, for the first time or again. */
  onOpen(): void;
  onClose(): void;
  onMessage(data: string | ArrayBuffer): void;
}

/** A WebSocket that opens again after every fault, until it is closed. */
export interface ReopeningSocket {
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  /** Lost where it is not open. */
  send(message: string | Uint8Array<ArrayBuffer>): void;
  /** For good: nothing is heard of it any more. */
  close(): void;
}

export function openReopeningSocket(url: string, events: ReopeningSocketEvents): ReopeningSocket {
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
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => events.onMessage(data);
    socket.onclose = () => {
      if (closed) return;
      failures++;
      events.onClose();
      timer = setTimeout(connect, backOffMs(failures, Math.random()));
    };
  };
  connect();
  return {
    get bufferedBytes() {
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
}
