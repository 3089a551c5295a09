import type { WebSocket } from 'ws';
import type { AccessUnit } from '#core/media/access-unit';
import { DeliveryQueue } from '#core/media/delivery-queue';

/** How a picture is written on a socket. Text is given as UTF-8 bytes, so that one buffer serves every client. */
export interface WrittenPicture {
  readonly bytes: Uint8Array;
  readonly binary: boolean;
}

/**
 * Sends pictures to a client that acknowledges nothing: what its socket has not handed to the network counts as not yet
 * taken. A slow client loses pictures up to the next key picture and costs the others nothing.
 *
 * @param write called when a picture's turn has come
 */
export function pictureSocket(socket: WebSocket, write: (unit: AccessUnit) => WrittenPicture): DeliveryQueue {
  const queue: DeliveryQueue = new DeliveryQueue((unit) => {
    if (socket.readyState !== socket.OPEN) return;
    const { bytes, binary } = write(unit);
    socket.send(bytes, { binary }, (error) => {
      if (!error) queue.acknowledge(1);
    });
  });
  return queue;
}

/** Text that a client may leave unread before it is cut off: it asks and does not listen. */
const MAX_UNREAD_BYTES = 256 * 1024;
const unread = new WeakMap<WebSocket, number>();

/** Sends a short text, such as the answer to a request. Never throws. */
export function say(socket: WebSocket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  const change = (bytes: number) => {
    const sum = (unread.get(socket) ?? 0) + bytes;
    unread.set(socket, sum);
    return sum;
  };
  if (change(text.length) > MAX_UNREAD_BYTES) socket.terminate();
  else socket.send(text, () => change(-text.length));
}
