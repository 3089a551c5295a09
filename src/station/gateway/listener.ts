import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '#core/settings/endpoint';

/** What a TLS listener proves itself with, in PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** How long a client may take. Slow clients that hold on to connections are cut off. */
export interface ListenerTimes {
  /** From the connection, or the end of the last request, to the end of the headers. */
  readonly headersMs: number;
  /** To the end of a request's body. */
  readonly requestMs: number;
  /** Between two requests. */
  readonly idleMs: number;
  /** How often these are looked at. */
  readonly checkMs: number;
}

export const LISTENER_TIMES: ListenerTimes = { headersMs: 10_000, requestMs: 30_000, idleMs: 10_000, checkMs: 2_000 };

const MAX_HEADER_BYTES = 8 * 1024;
const MAX_HEADERS = 64;

export type HttpServer = http.Server | https.Server;

/** Makes the server, which does not listen yet. */
export function createServer(tls: TlsIdentity | undefined, times: ListenerTimes = LISTENER_TIMES): HttpServer {
  const options: http.ServerOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: times.headersMs,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.idleMs,
    connectionsCheckingInterval: times.checkMs,
  };
  const server = tls
    ? https.createServer({ ...options, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: times.headersMs })
    : http.createServer(options);
  server.maxHeadersCount = MAX_HEADERS;
  return server;
}

/** Starts to listen. @throws an error with the system's code (`EADDRINUSE` …) */
export async function listenOn(server: HttpServer, { port, address }: Endpoint): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Of a server that listens. */
export function portOf(server: HttpServer): number {
  return (server.address() as AddressInfo).port;
}
