import { reasonOf } from '#core/reason-of';
import type { GatewaySettings } from '#core/settings/command';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { text } from '#core/texts/text';
import { type Gateway, startGateway } from '#station/gateway/gateway';
import { publicKeyPin } from '#station/gateway/tls/identity';
import type { Station } from '#station/station';
import { type AccessSettings, describeAccess, openAccess, ownLink } from './access';
import { VIEWER_ROOT } from './environment';
import { listenOrTell, openStation } from './open-station';
import { OwnGateway } from './own-gateway';
import { openSettings } from './settings';
import { printProblem } from './terminal';

/** Where a person's own window finds the station. */
export const OWN_WINDOW: Endpoint = { address: '127.0.0.1', port: 0 };

/** A station with a gateway in front, in this process. */
export interface Served {
  readonly station: Station;
  readonly gateway: Gateway;
  /** What to tell the person about where it is and who may come; links of a first start are in it once. */
  readonly introduction: string;
  /** A link for this machine's own window. @param query with its question mark, or empty */
  ownLink(query: string): string;
  /** The key that proves to that window that it talks with us; absent without TLS. See `publicKeyPin` */
  readonly pin: string | undefined;
  close(): Promise<void>;
}

/**
 * Starts a station and serves it to browsers. Where it cannot listen, it says so in one line on standard error and returns `undefined`.
 *
 * @param keeps see `openStation`
 * @param isOwnWindow the gateway is the way to a person's own window, who may switch on another one for others there
 */
export async function serveOrTell(
  settings: GatewaySettings,
  { keeps, isOwnWindow }: { readonly keeps: boolean; readonly isOwnWindow: boolean },
): Promise<Served | undefined> {
  const access = accessOrTell(settings);
  if (!access) return undefined;
  const station = openStation(settings, keeps, isOwnWindow);
  const serving = isOwnWindow
    ? new OwnGateway(station, settings, openSettings(settings.settings, station.log))
    : undefined;
  let gateway: Gateway;
  try {
    gateway = await startGateway({ station, viewerRoot: VIEWER_ROOT, serving, ...access });
  } catch (error) {
    const where = formatEndpoint(settings.listen);
    printProblem(text('cli.cannotListen', { where, reason: reasonOf(error) }));
    await station.close();
    return undefined;
  }
  if (!(await listenOrTell(station))) {
    await gateway.close();
    await station.close();
    return undefined;
  }
  serving?.startKept();
  return {
    station,
    gateway,
    introduction: describeAccess(gateway, access, process.stdout.isTTY),
    ownLink: (query) => ownLink(gateway, access, query),
    pin: access.tls && publicKeyPin(access.tls.cert),
    async close() {
      await station.closeListeners();
      await serving?.close();
      await gateway.close();
      await station.close();
    },
  };
}

function accessOrTell(settings: AccessSettings): ReturnType<typeof openAccess> | undefined {
  try {
    return openAccess(settings);
  } catch (error) {
    printProblem(reasonOf(error));
    return undefined;
  }
}
