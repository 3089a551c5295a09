import http, { type IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { PI_CLOCK_EVENT, PI_HOST_EVENT, PI_TELEMETRY_EVENT, PI_TRUE_VERSION } from '#core/protocols/pi/messages';
import { finiteTelemetry, writeHostTelemetry } from '#core/protocols/pi/telemetry';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs, wallUsOf } from '#station/clock';
import { listenOn } from '#station/network/listen-on';
import { RateLimit } from '#station/network/rate-limit';
import { MavlinkRelay } from './mavlink-relay';

export interface TelemetryServerOptions {
  readonly listen: string;
  readonly port: number;
  /** How often it is sent, a second. */
  readonly rate: number;
  /** What is known at this moment; what is old is not among it. */
  readonly read: () => Telemetry;
  /** How the host does, for those who ask for true units: plain JSON. */
  readonly readHost: () => object;
}

/** Those of the original host, which its clients reckon with. */
const PING = { pingInterval: 25_000, pingTimeout: 60_000 };
const MAX_CLIENTS = 64;
/** The only things that a client has to say are a clock probe and that it has read. */
const MAX_MESSAGE_BYTES = 16 * 1024;
/** Handshakes, and requests of long polling, which asks for each message anew. */
const HANDSHAKES = { burst: 20, perSecond: 5 };
/** Rooms of Socket.IO: who is told the 28 keys, and who our own. */
const OLD = 'old';
const TRUE = 'true';

/**
 * The host's telemetry port: Socket.IO as the original's, of clients of Engine.IO 4 and 3. All are told the 28 keys, and one that
 * asks for `PI_TRUE_VERSION` true units instead. One that does not read misses messages, and nothing piles up for it.
 */
export class TelemetryServer {
  /** Of the vehicle, to those who ask for it. */
  readonly mavlink = new MavlinkRelay();
  readonly #options: TelemetryServerOptions;
  readonly #http = http.createServer((_request, response) => response.writeHead(404).end());
  readonly #io: Server;
  readonly #rate = new RateLimit(HANDSHAKES);
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TelemetryServerOptions) {
    this.#options = options;
    this.#io = new Server(this.#http, {
      ...PING,
      serveClient: false,
      allowEIO3: true,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      allowRequest: (request, answer) => answer(null, this.#admits(request)),
    });
    this.#io.on('connection', (socket) => this.#welcome(socket));
  }

  get clients(): number {
    return this.#io.engine.clientsCount;
  }

  /** Resolves with the bound port. */
  async listen(): Promise<number> {
    const port = await listenOn(this.#http, this.#options.port, this.#options.listen);
    this.#timer = setInterval(() => this.#send(), 1000 / this.#options.rate);
    return port;
  }

  /** Tells those who ask for it how the host does. */
  tellHost(): void {
    this.#io.to(TRUE).emit(PI_HOST_EVENT, this.#options.readHost());
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#io.close();
  }

  #admits(request: IncomingMessage): boolean {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
    if (!pathname.startsWith('/socket.io')) return false;
    if (!isOwnOrigin(request)) return false;
    if (searchParams.has('sid')) return true;
    return this.clients < MAX_CLIENTS && this.#rate.take(request.socket.remoteAddress ?? '') === 0;
  }

  #welcome(socket: Socket): void {
    const { auth, query } = socket.handshake;
    const isTrue = [auth?.version, query.version].some((version) => Number(version) === PI_TRUE_VERSION);
    void socket.join(isTrue ? TRUE : OLD);
    if (isTrue && [auth?.mavlink, query.mavlink].some((asked) => Number(asked) === 1)) this.mavlink.add(socket);
    socket.on(PI_CLOCK_EVENT, (answer: unknown) => {
      if (typeof answer === 'function') answer(nowUs());
    });
    if (isTrue) socket.emit(PI_HOST_EVENT, this.#options.readHost());
  }

  #send(): void {
    if (this.clients === 0) return;
    const telemetry: Telemetry = { ...this.#options.read(), hostTimeUs: wallUsOf(nowUs()) };
    const { rooms } = this.#io.of('/').adapter;
    if (rooms.has(OLD)) this.#io.to(OLD).volatile.emit(PI_TELEMETRY_EVENT, writeHostTelemetry(telemetry));
    if (!rooms.has(TRUE)) return;
    this.#io.to(TRUE).volatile.emit(PI_TELEMETRY_EVENT, { version: PI_TRUE_VERSION, ...finiteTelemetry(telemetry) });
    // Behind the telemetry, which is left out where something else is being written.
    this.mavlink.send();
  }
}

/** A page of some website is not to read where the vehicle is. Programs name no origin, or ours. */
function isOwnOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}
