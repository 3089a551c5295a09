import type { ViewSettings } from '#core/settings/command';
import { formatEndpoint } from '#core/settings/endpoint';
import { type Gateway, startGateway } from '#station/gateway/gateway';
import { createLog } from '#station/log';
import { Station } from '#station/station';
import { readVersion, VIEWER_ROOT } from './environment';

/** A station with a gateway in front, in this process. */
export interface Served {
  readonly station: Station;
  readonly gateway: Gateway;
  close(): Promise<void>;
}

/**
 * Starts a station, shows the vehicle of the settings, and serves it to browsers on this machine. Where it cannot
 * listen, it says so in one line on standard error and returns `undefined`.
 */
export async function serveOrTell(settings: ViewSettings): Promise<Served | undefined> {
  const log = createLog(settings.logLevel, (line) => process.stderr.write(`${line}\n`));
  const station = new Station({ log, version: readVersion(), showDamaged: settings.showDamaged });
  let gateway: Gateway;
  try {
    gateway = await startGateway({ station, listen: settings.listen, viewerRoot: VIEWER_ROOT });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const where = formatEndpoint(settings.listen);
    process.stderr.write(`groundglass: cannot listen on ${where}: ${reason}; choose another --listen ADDR:PORT\n`);
    return undefined;
  }
  if (settings.host !== undefined) station.addVehicle({ ...settings, host: settings.host });
  return {
    station,
    gateway,
    async close() {
      await gateway.close();
      await station.close();
    },
  };
}
