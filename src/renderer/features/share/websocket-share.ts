import { SHARE_PATH } from '#contracts/share';
import { openReopeningSocket } from '../../link/reopening-socket';
import type { OpenShareTransport } from './share-transport';

/** The way to the gateway that this page came from. */
export const openShareWebSocket: OpenShareTransport = ({ onOpen, onClose, onText }) => {
  const { protocol, host } = window.location;
  const socket = openReopeningSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${SHARE_PATH}`, {
    onOpen,
    onClose,
    onMessage: (data) => typeof data === 'string' && onText(data),
  });
  return {
    get backlogBytes() {
      return socket.bufferedBytes;
    },
    send: socket.send,
    close: socket.close,
  };
};
