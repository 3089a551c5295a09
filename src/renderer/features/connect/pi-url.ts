import type { PiVehicle } from '#contracts/link';
import { formatEndpoint } from '#core/settings/endpoint';

/** The source that shows a vehicle: `pi://pi:8000?telemetry=8001`. */
export function urlOfPi({ host, videoPort, telemetryPort }: PiVehicle): string {
  return `pi://${formatEndpoint({ address: host, port: videoPort })}?telemetry=${telemetryPort}`;
}
