import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SocketRoute, UpgradeCall } from '../../extension/gateway-module';
import { allows } from '../../extension/role';
import type { Log } from '../../log';
import type { AccessControl } from '../access/access-control';
import type { Guests } from '../access/guests';
import { keepAlive } from '../keep-alive';
import { Router } from '../router';
import { splitTarget } from './target';
import { UnfinishedMessages } from './unfinished';

const MAX_MESSAGE_BYTES = 64 * 1024;
/** Pieces of one message, each of which costs far more than its bytes. Browsers and the usual libraries send one. */
const MAX_FRAGMENTS = 256;
/** Pieces off the wire of one message: of its size, at the smallest that a network cuts it into, and some of several frames. */
const SMALLEST_SEGMENT_BYTES = 512;
const SPARE_SEGMENTS = 256;
const MAX_SOCKETS = 200;
/** How long a client may take to answer our close before its socket is cut. */
const CLOSE_MS = 1000;
/** “Policy violation” (RFC 6455, 7.4.1). */
const TOKEN_GONE = 1008;

export interface UpgradeDispatch {
  readonly routes: readonly SocketRoute[];
  readonly accessControl: AccessControl;
  readonly guests: Guests;
  readonly log: Log;
  readonly unfinished?: UnfinishedMessages | undefined;
  /** Told of each WebSocket that was refused. */
  refused(status: number): void;
}

/** Of one route: those who may send pictures, and those who may only watch. */
interface Servers {
  readonly senders: WebSocketServer;
  readonly viewers: WebSocketServer;
}

/** Opens WebSockets: access control, then route. */
export class UpgradeDispatcher {
  readonly #router: Router<SocketRoute>;
  readonly #servers = new Map<SocketRoute, Servers>();
  readonly #unfinished: UnfinishedMessages;
  readonly #accessControl: AccessControl;
  readonly #guests: Guests;
  readonly #log: Log;
  readonly #refused: (status: number) => void;

  constructor({ routes, accessControl, guests, log, refused, unfinished = new UnfinishedMessages() }: UpgradeDispatch) {
    this.#unfinished = unfinished;
    this.#router = new Router(routes);
    this.#accessControl = accessControl;
    this.#guests = guests;
    this.#log = log;
    this.#refused = refused;
    for (const route of routes) {
      const most = route.maxMessageBytes ?? MAX_MESSAGE_BYTES;
      this.#servers.set(route, { senders: serverOf(most), viewers: serverOf(route.maxViewerMessageBytes ?? most) });
    }
  }

  /** WebSockets open now, by their route's path. */
  get open(): ReadonlyMap<string, number> {
    return new Map([...this.#servers].map(([{ path }, servers]) => [path, sizeOf(servers)]));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const admission = this.#accessControl.admit(request, true);
    if (!admission.in) return this.#refuse(socket, admission.reply.status);
    const { path, query } = splitTarget(request.url);
    const found = this.#router.find(path)[0];
    const servers = found && this.#servers.get(found.route);
    if (!found || !servers) return this.#refuse(socket, 404);
    const { route, params } = found;
    if (!allows(admission.access.role, route.role)) return this.#refuse(socket, 403);
    if (sizeOf(servers) >= (route.most ?? MAX_SOCKETS)) return this.#refuse(socket, 503);
    const server = allows(admission.access.role, 'publisher') ? servers.senders : servers.viewers;
    const { headers } = request;
    const remoteAddress = request.socket.remoteAddress ?? '';
    server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#unfinished.watch(webSocket, socket);
      this.#accept(route, webSocket, { params, query, headers, access: admission.access, remoteAddress });
    });
  }

  #refuse(socket: Duplex, status: number): void {
    this.#refused(status);
    // Without this a peer that never closes its own end would keep the socket, and with it the gateway.
    socket.once('finish', () => socket.destroy());
    // not shown: a header
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  #accept(route: SocketRoute, webSocket: WebSocket, call: UpgradeCall): void {
    const leave = this.#guests.stay(call.access, () => {
      // not shown: why a socket is closed, for programs
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
    this.#unfinished.close();
    const clients = [...this.#servers.values()].flatMap(({ senders, viewers }) => [
      ...senders.clients,
      ...viewers.clients,
    ]);
    const closed = clients.map((client) => new Promise((resolve) => client.once('close', resolve)));
    // not shown: why a socket is closed, for programs
    for (const client of clients) client.close(1001, 'the station ends');
    const cut = setTimeout(() => {
      for (const client of clients) client.terminate();
    }, CLOSE_MS);
    await Promise.all(closed);
    clearTimeout(cut);
  }
}

function sizeOf({ senders, viewers }: Servers): number {
  return senders.clients.size + viewers.clients.size;
}

function serverOf(maxPayload: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: Math.ceil(maxPayload / SMALLEST_SEGMENT_BYTES) + SPARE_SEGMENTS,
  });
}
