import { followStream } from '../../hub/follow-stream';
import type { Hub } from '../../hub/hub';
import type { Subscriber } from '../../hub/stream';
import type { Log } from '../../log';
import type { H264Pool } from '../../transcode/h264-pool';
import { RestreamTelemetryServer } from './telemetry-server';
import { RestreamVideoServer } from './video-server';

export interface RestreamOptions {
  readonly hub: Hub;
  readonly log: Log;
  /** Makes H.265 what these clients take; without it they get none of it. */
  readonly h264?: H264Pool;
  /** Address to listen on. The host's protocol has no password: every machine that reaches it can watch. */
  readonly address: string;
  /** TCP ports; 0 takes any free one, absent is not offered. */
  readonly videoPort?: number | undefined;
  readonly telemetryPort?: number | undefined;
  /** Which stream: see `findStream`. It need not be there yet. */
  readonly stream?: string | undefined;
}

/** A re-stream that listens, and on which ports. */
export interface Restream {
  readonly videoPort: number | undefined;
  readonly telemetryPort: number | undefined;
  close(): Promise<void>;
}

/**
 * Offers one stream exactly as a Pi host does, to any number of clients that know nothing of a station.
 *
 * @throws an error with the system's code (`EADDRINUSE` …) where it cannot listen
 */
export async function startRestream(options: RestreamOptions): Promise<Restream> {
  const { hub, log, h264, address, stream } = options;
  const video = new RestreamVideoServer(
    (client) =>
      followStream(hub, stream, (chosen) => {
        if (chosen.info.kind === 'jpeg')
          log.warn(`re-stream: ${chosen.info.name} is JPEG, these clients take H.264 alone`);
        if (!h264) return chosen.subscribe(client);
        const watch = h264.subscribe(chosen, client);
        return () => watch.leave();
      }),
    log,
  );
  const telemetry = new RestreamTelemetryServer((listener) => {
    const subscriber: Subscriber = {
      taken: 'nothing',
      telemetry: listener,
    };
    return followStream(hub, stream, (chosen) => chosen.subscribe(subscriber));
  });
  const { videoPort, telemetryPort } = options;
  const close = async () => {
    await Promise.all([video.close(), telemetry.close()]);
  };
  try {
    return {
      videoPort: videoPort === undefined ? undefined : await video.listen(videoPort, address),
      telemetryPort: telemetryPort === undefined ? undefined : await telemetry.listen(telemetryPort, address),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
