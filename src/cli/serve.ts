import type { GatewaySettings } from '#core/settings/command';
import { formatEndpoint } from '#core/settings/endpoint';
import { type Gateway, startGateway } from '#station/gateway/gateway';
import type { Station } from '#station/station';
import { VIEWER_ROOT } from './environment';
import { openStation } from './open-station';
import { restreamOrTell } from './restream';

/** A station with a gateway in front, in this process. */
export interface Served {
  readonly station: Station;
  readonly gateway: Gateway;
  close(): Promise<void>;
}

/**
 * Starts a station and serves it to browsers on this machine. Where it cannot listen, it says so in one line on
 * standard error and returns `undefined`.
 *
 * @param keeps see `openStation`
 */
export async function serveOrTell(
  settings: Omit<GatewaySettings, 'settings'>,
  keeps: boolean,
): Promise<Served | undefined> {
  const station = openStation(settings, keeps);
  let gateway: Gateway;
  try {
    gateway = await startGateway({ station, listen: settings.listen, viewerRoot: VIEWER_ROOT });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const where = formatEndpoint(settings.listen);
    process.stderr.write(`groundglass: cannot listen on ${where}: ${reason}; choose another --listen ADDR:PORT\n`);
    await station.close();
    return undefined;
  }
  const restream = await restreamOrTell(station, settings);
  if (!restream) {
    await gateway.close();
    await station.close();
    return undefined;
  }
  return {
    station,
    gateway,
    async close() {
      await restream.close();
      await gateway.close();
      await station.close();
    },
  };
}
