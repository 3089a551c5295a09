import net from 'node:net';
import type { Log } from '../../log';
import { listenOn } from '../../network/listen-on';
import { VideoClient } from './video-client';

/** A Pi serves one; a station has no cause to serve more than a room full. */
const MAX_CLIENTS = 64;
/** What a client has not taken by then, once the server ends, is lost. */
const LAST_WORDS_MS = 1000;

/** Gives a client's pictures from here on; returns what ends it. */
export type Watch = (client: VideoClient) => () => void;

/**
 * A Pi's video port for any number of clients: raw H.264 from the first byte, beginning with parameter sets and a key
 * picture; nothing is read back.
 */
export class RestreamVideoServer {
  readonly #server = net.createServer({ noDelay: true, keepAlive: true }, (socket) => this.#accept(socket));
  readonly #sockets = new Set<net.Socket>();
  readonly #watch: Watch;
  readonly #log: Log;

  constructor(watch: Watch, log: Log) {
    this.#watch = watch;
    this.#log = log;
    this.#server.maxConnections = MAX_CLIENTS;
    // A connection that could not be taken, for want of file handles; the others go on.
    this.#server.on('error', (error) => log.debug(`re-stream: ${error.message}`));
  }

  /** Resolves with the bound port; rejects where it cannot be had. */
  listen(port: number, address: string): Promise<number> {
    return listenOn(this.#server, port, address);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) {
      socket.destroySoon();
      setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref();
    }
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: net.Socket): void {
    const client = new VideoClient(socket);
    this.#sockets.add(socket);
    this.#log.info(`re-stream: video client ${socket.remoteAddress} connected`);
    const leave = this.#watch(client);
    // A client that goes away is no fault; 'close' follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      leave();
      this.#sockets.delete(socket);
      // not shown: in a log line
      const slow = client.dropped > 0 ? `, too slow for ${client.dropped} pictures` : '';
      this.#log.info(`re-stream: video client gone${slow}`);
    });
    // What a client writes is not looked at, but must be taken for its end to be seen.
    socket.resume();
  }
}
