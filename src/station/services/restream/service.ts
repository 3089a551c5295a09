import { reasonOf } from '#core/reason-of';
import { formatEndpoint } from '#core/settings/endpoint';
import { RESTREAM_FLAGS } from '#core/settings/restream-flags';
import { text } from '#core/texts/text';
import { service } from '../../extension/service';
import { type Restream, startRestream } from './restream';

/** Offers a stream to clients that expect a Pi, where the settings say so. */
export const restreamService = service({
  id: 'restream',
  flags: RESTREAM_FLAGS,
  closes: 'listeners',
  start({ hub, log, h264, say }, settings) {
    const { restreamVideo: videoPort, restreamTelemetry: telemetryPort, restreamListen: address } = settings;
    if (videoPort === undefined && telemetryPort === undefined) return undefined;
    let restream: Restream | undefined;
    return {
      async listen() {
        const options = { hub, log, h264, address, videoPort, telemetryPort, stream: settings.restreamStream };
        restream = await startRestream(options).catch((error: unknown) => {
          const reason = reasonOf(error);
          throw new Error(`cannot re-stream: ${reason}; choose other --restream ports`);
        });
        const ports = { video: restream.videoPort, telemetry: restream.telemetryPort };
        for (const [what, port] of Object.entries(ports)) {
          if (port !== undefined) say(text('service.restream', { what, where: formatEndpoint({ address, port }) }));
        }
      },
      close: () => restream?.close(),
    };
  },
});
