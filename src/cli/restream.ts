import { formatEndpoint } from '#core/settings/endpoint';
import type { RESTREAM_FLAGS } from '#core/settings/restream-flags';
import type { ValuesOf } from '#core/settings/values';
import { type Restream, startRestream } from '#station/sinks/restream/restream';
import type { Station } from '#station/station';

type RestreamSettings = ValuesOf<typeof RESTREAM_FLAGS>;

/**
 * Offers a stream to legacy clients where the settings say so. Where it cannot, it says so in one line on standard error.
 *
 * @returns what ends it; `undefined` where it failed
 */
export async function restreamOrTell(
  station: Station,
  settings: RestreamSettings,
): Promise<Pick<Restream, 'close'> | undefined> {
  const { restreamVideo: videoPort, restreamTelemetry: telemetryPort, restreamListen: address } = settings;
  if (videoPort === undefined && telemetryPort === undefined) return { close: () => Promise.resolve() };
  const { hub, log } = station;
  try {
    const restream = await startRestream({
      ...{ hub, log, address, videoPort, telemetryPort },
      stream: settings.restreamStream,
    });
    const ports = { video: restream.videoPort, telemetry: restream.telemetryPort };
    for (const [what, port] of Object.entries(ports)) {
      if (port !== undefined) process.stdout.write(`Re-streaming ${what} at ${formatEndpoint({ address, port })}\n`);
    }
    return restream;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`groundglass: cannot re-stream: ${reason}; choose other --restream ports\n`);
    return undefined;
  }
}
