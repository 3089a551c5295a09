import type { Socket } from 'node:dgram';

/** Some seconds of several cameras; no system gives more. In bytes. */
const WANTED_BYTES = 64 * 2 ** 20;
const LEAST_BYTES = 64 * 2 ** 10;

/** What this file needs of a bound socket. */
type Buffered = Pick<Socket, 'setRecvBufferSize' | 'getRecvBufferSize'>;

/**
 * Gives a bound socket the largest receive buffer that the system allows. Linux takes any wish and gives
 * `net.core.rmem_max` at most (and counts twice as much, socket(7)); macOS and BSD refuse what is too much, with `ENOBUFS`.
 *
 * @returns its bytes, as the system counts them
 */
export function widenReceiveBuffer(socket: Buffered): number {
  for (let bytes = WANTED_BYTES; bytes >= LEAST_BYTES; bytes /= 2) {
    try {
      socket.setRecvBufferSize(bytes);
      break;
    } catch {
      // Half of it, then.
    }
  }
  return socket.getRecvBufferSize();
}
