import type { GatewaySettings } from '#core/settings/command';
import type { Station } from '#station/station';

/** What runs beside a station's own sources, where the settings say so. */
export interface Service {
  close(): Promise<void>;
}

/** The settings of all services: every command that has a station has them. */
export type ServiceSettings = Omit<GatewaySettings, 'listen' | 'settings'>;

/**
 * Starts one service; `undefined` where the settings do not ask for it. Rejects, where it cannot, with an `Error` whose
 * message tells the person what to do.
 */
export type StartService = (station: Station, settings: ServiceSettings) => Promise<Service | undefined>;
