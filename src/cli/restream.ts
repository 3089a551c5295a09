import { formatEndpoint } from '#core/settings/endpoint';
import type { RESTREAM_FLAGS } from '#core/settings/restream-flags';
import type { ValuesOf } from '#core/settings/values';
import { startRestream } from '#station/sinks/restream/restream';
import type { Station } from '#station/station';
import type { Service } from './service';

type RestreamSettings = ValuesOf<typeof RESTREAM_FLAGS>;

/** Offers a stream to legacy clients where the settings say so. Rejects with what to tell the person. */
export async function restreamService(station: Station, settings: RestreamSettings): Promise<Service | undefined> {
  const { restreamVideo: videoPort, restreamTelemetry: telemetryPort, restreamListen: address } = settings;
  if (videoPort === undefined && telemetryPort === undefined) return undefined;
  const { hub, log, h264 } = station;
  try {
    const restream = await startRestream({
      ...{ hub, log, h264, address, videoPort, telemetryPort },
      stream: settings.restreamStream,
    });
    const ports = { video: restream.videoPort, telemetry: restream.telemetryPort };
    for (const [what, port] of Object.entries(ports)) {
      if (port !== undefined) process.stdout.write(`Re-streaming ${what} at ${formatEndpoint({ address, port })}\n`);
    }
    return restream;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot re-stream: ${reason}; choose other --restream ports`);
  }
}
