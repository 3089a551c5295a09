import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { SECURITY_HEADERS } from '#contracts/content-security';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import type { Station } from '../station';
import { isOwnHost, isOwnOrigin } from './origin-check';
import { readStaticFile } from './static-files';
import { websocketPort } from './websocket-port';

/** Where viewers open their link, below the gateway's address. */
export const LINK_PATH = '/link';
/** The longest message a viewer has cause to send, with room to spare. */
const MOST_VIEWER_BYTES = 64 * 1024;
const MOST_VIEWERS = 200;

export interface GatewayOptions {
  readonly station: Station;
  /** Loopback; port 0 takes any free one. */
  readonly listen: Endpoint;
  /** Folder of the built viewer. */
  readonly viewerRoot: string;
}

/** A gateway that listens. */
export interface Gateway {
  /** Where browsers find the viewer: `http://127.0.0.1:3000/`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the viewer and its link to browsers on this machine.
 *
 * @throws an error with the system's code (`EADDRINUSE` …) where it cannot listen
 */
export async function startGateway({ station, listen, viewerRoot }: GatewayOptions): Promise<Gateway> {
  const server = http.createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_VIEWER_BYTES, perMessageDeflate: false });
  const port = () => (server.address() as AddressInfo).port;

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (!isOwnHost(request.headers.host, port()))
      return answer(response, 403, 'This gateway serves this machine alone.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'GET and HEAD alone.');
    const urlPath = (request.url ?? '/').split('?')[0] ?? '/';
    if (urlPath === '/healthz') return answer(response, 200, 'ok');
    const file = await readStaticFile(viewerRoot, urlPath);
    if (!file) return answer(response, 404, 'No such page. The viewer is at /.');
    response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': file.type, 'Cache-Control': 'no-cache' });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const own = isOwnHost(request.headers.host, port()) && isOwnOrigin(request.headers.origin, port());
    const urlPath = (request.url ?? '').split('?')[0];
    if (!own || urlPath !== LINK_PATH || station.viewers >= MOST_VIEWERS) {
      const status = !own ? '403 Forbidden' : urlPath !== LINK_PATH ? '404 Not Found' : '503 Service Unavailable';
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => station.log.debug(`viewer link: ${error.message}`));
      station.attach(websocketPort(webSocket));
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.address, resolve);
  });
  server.on('error', (error) => station.log.error(`gateway: ${error.message}`));

  return {
    url: `http://${formatEndpoint({ address: listen.address, port: port() })}/`,
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: http.ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
