import type { ViewSettings } from '#core/settings/command';
import { english } from '#core/texts/english';
import type { Station } from '#station/station';

/**
 * Takes in the streams that the settings name; the vehicle comes first, so that a viewer that was told nothing else shows it.
 * Telemetry of another source is bound to the first of them, or is a stream of its own.
 */
export function addSources(
  station: Station,
  settings: Pick<ViewSettings, 'host' | 'videoPort' | 'telemetryPort' | 'sources' | 'telemetry'>,
): void {
  const { host, sources, telemetry } = settings;
  if (host !== undefined) station.vehicle.add({ ...settings, host }, telemetry);
  const [first, ...others] = sources;
  const urls =
    telemetry === undefined || host !== undefined
      ? sources
      : [first === undefined ? telemetry : withVehicle(first, telemetry), ...others];
  for (const url of urls) {
    const added = station.sources.add(url, { isOwners: true });
    if (!added.ok) station.log.warn(english(added.message));
  }
}

function withVehicle(url: string, telemetry: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}vehicle=${encodeURIComponent(telemetry)}`;
}
