import type { Server, Socket } from 'node:net';
import { isLoopback } from '#core/settings/endpoint';
import { plainAddress } from '../network/address';
import { type Rate, RateLimit } from '../network/rate-limit';

/** How many TCP connections a gateway holds. */
export interface ConnectionBounds {
  readonly most: number;
  /** From one address other than this machine's. */
  readonly maxPerAddress: number;
  /** New ones from such an address: each may cost a TLS handshake. */
  readonly newPerAddress: Rate;
}

/** Holds a server to so many connections; one more is cut before it can say anything. */
export class ConnectionLimits {
  readonly #bounds: ConnectionBounds;
  readonly #byAddress = new Map<string, number>();
  readonly #rate: RateLimit;
  #open = 0;

  constructor(server: Server, bounds: ConnectionBounds) {
    this.#bounds = bounds;
    this.#rate = new RateLimit(bounds.newPerAddress);
    server.on('connection', (socket) => this.#take(socket));
  }

  /** Connections at this moment. */
  get open(): number {
    return this.#open;
  }

  #take(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress);
    const there = this.#byAddress.get(address) ?? 0;
    const { most, maxPerAddress } = this.#bounds;
    const isTooMuch = !isLoopback(address) && (there >= maxPerAddress || this.#rate.take(address) > 0);
    if (this.#open >= most || isTooMuch) {
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
