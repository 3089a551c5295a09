import http from 'node:http';
import net from 'node:net';
import { Server, type Socket } from 'socket.io';
import { PI_TELEMETRY_EVENT } from '#core/protocols/pi/messages';
import { writePiTelemetry } from '#core/protocols/pi/telemetry';
import type { Telemetry } from '#core/telemetry/telemetry';
import { listenOn } from '../../network/listen-on';
import { machineNames } from '../../network/own-hosts';

const MAX_CLIENTS = 64;
/** A client has nothing to say but Socket.IO's own few words. */
const MAX_MESSAGE_BYTES = 16 * 1024;

/** Calls back with telemetry from here on, the last there was at once; returns what ends it. */
export type Listen = (listener: (values: Telemetry) => void) => () => void;

/**
 * A Pi's telemetry port for any number of clients: Socket.IO 5 with the host's timings, the event `telemetry` with all of
 * its keys. Pages of web sites are refused, also such as have their name resolve to us: the host's protocol has no other
 * way to keep them from a vehicle's position.
 */
export class RestreamTelemetryServer {
  readonly #http = http.createServer((_request, response) => response.writeHead(404).end());
  readonly #io: Server;

  constructor(listen: Listen) {
    this.#io = new Server(this.#http, {
      pingInterval: 25_000,
      pingTimeout: 60_000,
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      allowRequest: ({ headers }, answer) => {
        const isPage = headers.origin !== undefined || !isOwnName(headers.host);
        answer(null, !isPage && this.#io.engine.clientsCount < MAX_CLIENTS);
      },
    });
    this.#io.on('connection', (socket) => this.#serve(socket, listen));
  }

  /** Resolves with the bound port; rejects where it cannot be had. */
  listen(port: number, address: string): Promise<number> {
    return listenOn(this.#http, port, address);
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  #serve(socket: Socket, listen: Listen): void {
    // One event waits for the network at most; a client that is slow gets the newest when it is ready.
    let busy = false;
    let newest: Telemetry | undefined;
    const send = () => {
      if (busy || !newest) return;
      const values = newest;
      newest = undefined;
      busy = true;
      socket.emit(PI_TELEMETRY_EVENT, writePiTelemetry(values));
    };
    socket.conn.on('drain', () => {
      busy = false;
      send();
    });
    const leave = listen((values) => {
      newest = values;
      send();
    });
    socket.on('disconnect', leave);
  }
}

/** Whether a `Host` header names this machine: by an address, which no site can make its own, or by its name. */
function isOwnName(host = ''): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return net.isIP(name) !== 0 || machineNames().includes(name);
}
