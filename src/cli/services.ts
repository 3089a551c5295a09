import type { Station } from '#station/station';
import { dashCamService } from './dash-cams';
import { remoteCameraService } from './remote-camera';
import { restreamService } from './restream';
import type { Service, ServiceSettings, StartService } from './service';

/** Every service. Add a new one here; nothing else names it. */
const SERVICES: readonly StartService[] = [restreamService, remoteCameraService, dashCamService];

/**
 * Starts what the settings ask for. Where one of them cannot be had, it says so in a line on standard error.
 *
 * @returns what ends them all; `undefined` where one failed: then none runs
 */
export async function startServicesOrTell(station: Station, settings: ServiceSettings): Promise<Service | undefined> {
  const outcomes = await Promise.allSettled(SERVICES.map((start) => start(station, settings)));
  const services = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : []));
  const close = async () => {
    await Promise.all(services.map((service) => service.close()));
  };
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
  if (failed.length === 0) return { close };
  for (const { reason } of failed) {
    process.stderr.write(`groundglass: ${reason instanceof Error ? reason.message : String(reason)}\n`);
  }
  await close();
  return undefined;
}
