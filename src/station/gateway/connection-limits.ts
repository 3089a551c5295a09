import type { Server, Socket } from 'node:net';
import { isLoopback } from '#core/settings/endpoint';
import { plainAddress } from './access/address';

/** How many TCP connections a gateway holds. */
export interface ConnectionBounds {
  readonly most: number;
  /** From one address other than this machine's. */
  readonly mostPerAddress: number;
}

/** Holds a server to so many connections; one more is cut before it can say anything. */
export class ConnectionLimits {
  readonly #bounds: ConnectionBounds;
  readonly #byAddress = new Map<string, number>();
  #open = 0;

  constructor(server: Server, bounds: ConnectionBounds) {
    this.#bounds = bounds;
    server.on('connection', (socket) => this.#take(socket));
  }

  /** Connections at this moment. */
  get open(): number {
    return this.#open;
  }

  #take(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress);
    const there = this.#byAddress.get(address) ?? 0;
    const { most, mostPerAddress } = this.#bounds;
    if (this.#open >= most || (there >= mostPerAddress && !isLoopback(address))) {
      socket.destroy();
      return;
    }
    this.#open++;
    this.#byAddress.set(address, there + 1);
    socket.once('close', () => {
      this.#open--;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    });
  }
}
