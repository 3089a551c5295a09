import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import type { Station } from '../station';
import { localDoor } from './access/local-door';
import { httpDispatcher } from './http/dispatch';
import { UpgradeDispatcher } from './http/upgrade';
import type { GatewayModule, HttpRoute, MakeModule, ModuleContext } from './module';
import { MODULES } from './modules';

export interface GatewayOptions {
  readonly station: Station;
  /** Loopback; port 0 takes any free one. */
  readonly listen: Endpoint;
  /** Folder of the built viewer. */
  readonly viewerRoot: string;
  /** All of them where nothing is said. */
  readonly modules?: readonly MakeModule[];
}

/** A gateway that listens. */
export interface Gateway {
  /** Where browsers find the viewer: `http://127.0.0.1:3000/`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the viewer, its link and every module's routes.
 *
 * @throws an error with the system's code (`EADDRINUSE` …) where it cannot listen
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { station, listen, viewerRoot } = options;
  const { log } = station;
  const server = http.createServer();
  const door = localDoor(() => (server.address() as AddressInfo).port);
  const routes: HttpRoute[] = [];
  const context: ModuleContext = { station, routes: () => routes, counters: () => ({ sockets: upgrades.open }) };
  const modules: readonly GatewayModule[] = (options.modules ?? MODULES).map((make) => make(context));
  routes.push(...modules.flatMap((module) => module.http ?? []));
  const upgrades = new UpgradeDispatcher({ routes: modules.flatMap((module) => module.sockets ?? []), door, log });
  const answer = httpDispatcher({ routes, door, viewerRoot, log });
  server.on('request', (request, response) => void answer(request, response));
  server.on('upgrade', (request, socket, head) => upgrades.upgrade(request, socket, head));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.address, resolve);
  });
  server.on('error', (error) => log.error(`gateway: ${error.message}`));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${formatEndpoint({ address: listen.address, port })}/`,
    async close() {
      const ended = new Promise((resolve) => server.close(resolve));
      for (const module of modules) module.close?.();
      await upgrades.close();
      server.closeAllConnections();
      await ended;
    },
  };
}
