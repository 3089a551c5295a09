import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../../log';
import type { Door } from '../access/door';
import type { Guests } from '../access/guests';
import { allows } from '../access/role';
import { keepAlive } from '../keep-alive';
import type { SocketRoute, UpgradeCall } from '../module';
import { Router } from '../router';
import { splitTarget } from './target';

const MOST_MESSAGE_BYTES = 64 * 1024;
const MOST_SOCKETS = 200;
/** How long a client may take to answer our close before its socket is cut. */
const CLOSE_MS = 1000;
/** “Policy violation” (RFC 6455, 7.4.1). */
const TOKEN_GONE = 1008;

export interface UpgradeDispatch {
  readonly routes: readonly SocketRoute[];
  readonly door: Door;
  readonly guests: Guests;
  readonly log: Log;
  /** Told of each WebSocket that was refused. */
  refused(status: number): void;
}

/** Opens WebSockets: door, then route. */
export class UpgradeDispatcher {
  readonly #router: Router<SocketRoute>;
  readonly #servers = new Map<SocketRoute, WebSocketServer>();
  readonly #door: Door;
  readonly #guests: Guests;
  readonly #log: Log;
  readonly #refused: (status: number) => void;

  constructor({ routes, door, guests, log, refused }: UpgradeDispatch) {
    this.#router = new Router(routes);
    this.#door = door;
    this.#guests = guests;
    this.#log = log;
    this.#refused = refused;
    for (const route of routes) {
      const maxPayload = route.maxMessageBytes ?? MOST_MESSAGE_BYTES;
      this.#servers.set(route, new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false }));
    }
  }

  /** WebSockets open now, by their route's path. */
  get open(): ReadonlyMap<string, number> {
    return new Map([...this.#servers].map(([{ path }, { clients }]) => [path, clients.size]));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const admission = this.#door.admit(request, true);
    if (!admission.in) return this.#refuse(socket, admission.reply.status);
    const { path, query } = splitTarget(request.url);
    const found = this.#router.find(path)[0];
    const server = found && this.#servers.get(found.route);
    if (!found || !server) return this.#refuse(socket, 404);
    const { route, params } = found;
    if (!allows(admission.access.role, route.role)) return this.#refuse(socket, 403);
    if (server.clients.size >= (route.most ?? MOST_SOCKETS)) return this.#refuse(socket, 503);
    const { headers } = request;
    const remoteAddress = request.socket.remoteAddress ?? '';
    server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#accept(route, webSocket, { params, query, headers, access: admission.access, remoteAddress });
    });
  }

  #refuse(socket: Duplex, status: number): void {
    this.#refused(status);
    // Without this a peer that never closes its own end would keep the socket, and with it the gateway.
    socket.once('finish', () => socket.destroy());
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  #accept(route: SocketRoute, webSocket: WebSocket, call: UpgradeCall): void {
    const leave = this.#guests.stay(call.access, () => {
      webSocket.close(TOKEN_GONE, 'this token was taken back');
      setTimeout(() => webSocket.terminate(), CLOSE_MS).unref();
    });
    webSocket.once('close', leave);
    keepAlive(webSocket);
    webSocket.on('error', (error) => this.#log.debug(`gateway ${route.path}: ${error.message}`));
    try {
      route.accept(webSocket, call);
    } catch (error) {
      this.#log.error(`gateway ${route.path}: ${String(error)}`);
      webSocket.close(1011);
    }
  }

  /** Closes every socket with 1001 (going away); resolves when all are gone, however their clients behave. */
  async close(): Promise<void> {
    const clients = [...this.#servers.values()].flatMap((server) => [...server.clients]);
    const closed = clients.map((client) => new Promise((resolve) => client.once('close', resolve)));
    for (const client of clients) client.close(1001, 'the station ends');
    const cut = setTimeout(() => {
      for (const client of clients) client.terminate();
    }, CLOSE_MS);
    await Promise.all(closed);
    clearTimeout(cut);
  }
}
