import { SHARE_PATH } from '#contracts/share';
import { type Endpoint, isLoopback } from '#core/settings/endpoint';
import { text } from '#core/texts/text';
import { ADVERTISER } from '../extension/advertiser';
import type { GatewayModule, HttpRoute, MakeModule, ModuleContext, ServedStation } from '../extension/gateway-module';
import type { Serving } from '../extension/serving';
import { gatewayUrls } from '../network/addresses';
import { OwnHosts } from '../network/own-hosts';
import { type AccessControl, deny } from './access/access-control';
import { Guests } from './access/guests';
import { localAccess } from './access/local-access';
import { type AccessRates, tokenAccess } from './access/token-access';
import type { TokenStore } from './access/token-store';
import { type ConnectionBounds, ConnectionLimits } from './connection-limits';
import { httpDispatcher } from './http/dispatch';
import type { UnfinishedMessages } from './http/unfinished';
import { UpgradeDispatcher } from './http/upgrade';
import { createServer, type ListenerTimes, listenOn, portOf, type TlsIdentity } from './listener';
import { OWN_MODULES } from './modules';
import { namesOneHost } from './origin-check';

const CONNECTION_BOUNDS: ConnectionBounds = {
  most: 4096,
  maxPerAddress: 128,
  newPerAddress: { burst: 256, perSecond: 32 },
};

export interface GatewayOptions {
  readonly station: ServedStation;
  /** What WebSockets may hold of messages whose end has not come. */
  readonly unfinished?: UnfinishedMessages;
  /** Port 0 takes any free one. */
  readonly listen: Endpoint;
  /** Folder of the built viewer. */
  readonly viewerRoot: string;
  /** Needed where `listen` is not loopback. */
  readonly tokens?: TokenStore | undefined;
  /** Names that others resolve to this machine. */
  readonly publicNames?: readonly string[];
  /** HTTPS alone where given, else HTTP alone. */
  readonly tls?: TlsIdentity | undefined;
  /** What this machine's own person switches from a page on loopback; absent: nothing. */
  readonly serving?: Serving | undefined;
  /** All of them where nothing is said. */
  readonly modules?: readonly MakeModule[];
  readonly bounds?: ConnectionBounds;
  readonly times?: ListenerTimes;
  readonly rates?: AccessRates;
  /** How often tokens of those who stay are looked at again. */
  readonly lookAgainMs?: number;
}

/** A gateway that listens. */
export interface Gateway {
  /** Where browsers find the viewer: `http://127.0.0.1:3000/`. */
  readonly url: string;
  /** All such places, where it listens on more than one; `url` is the first. */
  readonly urls: readonly string[];
  /** Whether clients need a token. */
  readonly needsToken: boolean;
  /** WebSockets open at this moment, but those that only bring pictures. */
  readonly watching: number;
  /** Tells WebSockets that it goes (1001) and lets go of everybody, within 2 s. */
  close(): Promise<void>;
}

/**
 * Serves the viewer, its link and every module's routes.
 *
 * @throws an error with the system's code (`EADDRINUSE` …) where it cannot listen
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { station, listen, viewerRoot, tls, publicNames = [] } = options;
  const { log } = station;
  const server = createServer(tls, options.times);
  const accessControl = oneHostAccess(accessControlOf(options, () => portOf(server)));
  const guests = new Guests(accessControl, options.lookAgainMs);
  const connections = new ConnectionLimits(server, options.bounds ?? CONNECTION_BOUNDS);
  const answers = new Map<number, number>();
  const count = (status: number) => answers.set(status, (answers.get(status) ?? 0) + 1);

  const routes: HttpRoute[] = [];
  const counters = () => ({ connections: connections.open, sockets: upgrades.open, answers });
  const serving = isLoopback(listen.address) ? options.serving : undefined;
  const context: ModuleContext = { station, routes: () => routes, counters, serving };
  const modules: readonly GatewayModule[] = (options.modules ?? [...OWN_MODULES, ...station.routes]).map((make) =>
    make(context),
  );
  routes.push(...modules.flatMap((module) => module.http ?? []));
  const sockets = modules.flatMap((module) => module.sockets ?? []);
  const upgrades = new UpgradeDispatcher({
    routes: sockets,
    accessControl,
    guests,
    log,
    refused: count,
    unfinished: options.unfinished,
  });
  const answer = httpDispatcher({ routes, accessControl, guests, viewerRoot, log });
  server.on('request', (request, response) => {
    response.once('close', () => count(response.statusCode));
    void answer(request, response);
  });
  server.on('upgrade', (request, socket, head) => upgrades.upgrade(request, socket, head));

  await listenOn(server, listen).catch(async (error: unknown) => {
    // What a module has begun would keep the process alive.
    for (const module of modules) module.close?.();
    guests.close();
    await upgrades.close();
    throw error;
  });
  server.on('error', (error) => log.error(`gateway: ${error.message}`));
  const urls = gatewayUrls({ address: listen.address, port: portOf(server) }, tls !== undefined, publicNames);

  const needsToken = !isLoopback(listen.address);
  const place = { address: listen.address, port: portOf(server), needsToken, isSecure: tls !== undefined };
  const withdraw = station.get(ADVERTISER)?.tell(place);

  return {
    url: urls[0] ?? '',
    urls,
    needsToken,
    get watching() {
      let sum = 0;
      for (const [path, open] of upgrades.open) if (path !== SHARE_PATH) sum += open;
      return sum;
    },
    async close() {
      await withdraw?.();
      const ended = new Promise((resolve) => server.close(resolve));
      for (const module of modules) module.close?.();
      guests.close();
      await upgrades.close();
      server.closeAllConnections();
      await ended;
    },
  };
}

/** Access control in front of another: what names two hosts is refused before anything is made of either. */
function oneHostAccess(accessControl: AccessControl): AccessControl {
  return {
    admit: (request, upgrade) =>
      namesOneHost(request.rawHeaders) ? accessControl.admit(request, upgrade) : deny(400, text('http.oneHost')),
    stillAdmits: (access) => accessControl.stillAdmits(access),
  };
}

/** Loopback needs nothing; any other listener needs tokens. */
function accessControlOf(
  { listen, tokens, publicNames = [], tls, rates }: GatewayOptions,
  port: () => number,
): AccessControl {
  const secure = tls !== undefined;
  if (isLoopback(listen.address)) return localAccess(port, secure);
  if (!tokens) throw new Error(`listening on ${listen.address} needs tokens`);
  return tokenAccess({ tokens, hosts: new OwnHosts([...publicNames, listen.address]), port, secure, rates });
}
