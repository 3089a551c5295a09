import net from 'node:net';
import type { Log } from '../../../log';
import { plainAddress } from '../../../network/address';
import { listenOn } from '../../../network/listen-on';
import type { StrangerLimit } from './stranger-limit';
import type { SummedLog } from './summed-log';

const MAX_CONNECTIONS = 25_000;

/** A connection that has said its first bytes. */
export interface Visitor {
  readonly socket: net.Socket;
  /** This machine's address, as the other side reached it. */
  readonly local: string;
  readonly remote: string;
  /** To be called once it is known: it is no stranger any more. */
  readonly known: () => void;
}

/** What takes a connection's bytes. */
export interface Peer {
  push(chunk: Uint8Array): void;
}

export interface TcpListenerOptions {
  readonly log: Log;
  readonly faults: SummedLog;
  readonly strangers: StrangerLimit;
  /** How long a connection may say nothing at first, ms. */
  readonly silentMs: number;
  /** Finds who takes a connection, by its first bytes; `undefined` where none does, `more` while they do not tell. */
  readonly recognise: (first: Uint8Array, visitor: Visitor) => Peer | 'more' | undefined;
}

/** One TCP port for dash cams: connections that say nothing, or nothing that is known, are closed. */
export class TcpListener {
  readonly #server: net.Server;
  readonly #options: TcpListenerOptions;
  readonly #sockets = new Set<net.Socket>();

  constructor(options: TcpListenerOptions) {
    this.#options = options;
    const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 };
    this.#server = net.createServer(socketOptions, (socket) => this.#accept(socket));
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** Resolves with the port. Rejects where it cannot be had. */
  async listen(port: number, address: string): Promise<number> {
    const bound = await listenOn(this.#server, port, address);
    // A connection that could not be taken, for want of file handles; the others go on.
    this.#server.on('error', (error) => this.#options.log.debug(`jt: ${error.message}`));
    return bound;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: net.Socket): void {
    const { faults, strangers, silentMs, recognise } = this.#options;
    const remote = plainAddress(socket.remoteAddress);
    const local = plainAddress(socket.localAddress);
    const known = strangers.enter(remote);
    if (!known) {
      faults.note('connection refused: too many strangers', remote);
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    const refuse = (why: string) => {
      faults.note(`connection closed: ${why}`, remote);
      socket.destroy();
    };
    const silence = setTimeout(() => refuse('said nothing'), silentMs);
    // A terminal that goes away is no fault; 'close' follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(silence);
      known();
      this.#sockets.delete(socket);
    });
    let first: Buffer = Buffer.alloc(0);
    const begin = (chunk: Buffer) => {
      first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
      const peer = recognise(first, { socket, local, remote, known });
      if (peer === 'more') return;
      clearTimeout(silence);
      socket.off('data', begin);
      if (!peer) return refuse('neither 808 nor 1078');
      peer.push(first);
      socket.on('data', (more: Buffer) => peer.push(more));
    };
    socket.on('data', begin);
  }
}
