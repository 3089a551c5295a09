import { openReopeningSocket } from './reopening-socket';
import type { Transport, TransportEvents } from './transport';

/** The way to a station behind a gateway. */
export function openWebSocket(url: string, { onOpen, onClose, onText, onPicture }: TransportEvents): Transport {
  return openReopeningSocket(url, {
    onOpen,
    onClose,
    onMessage: (data) => (typeof data === 'string' ? onText(data) : onPicture(new Uint8Array(data))),
  });
}
