import type { PiVehicle } from '#contracts/link';
import { formatEndpoint } from '#core/settings/endpoint';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import { AnnexBIntake } from '../annex-b-intake';
import type { Source, SourceMaker } from '../source';
import { Supervisor } from '../supervisor';
import { HostClock } from './host-clock';
import { piTelemetry } from './telemetry';
import { piVideo } from './video';

/** `pi://host[:videoPort]?telemetry=PORT`. */
export const piSource: SourceMaker = {
  describe({ host, port, parameters }) {
    const telemetryPort = Number(parameters.telemetry);
    return {
      kind: 'pi',
      video: formatEndpoint({ address: host, port }),
      telemetry: formatEndpoint({ address: host, port: telemetryPort }),
      vehicle: { host, videoPort: port, telemetryPort },
    };
  },
  make({ host, port, parameters }, stream, { log, showDamaged }) {
    return new PiSource(
      { host, videoPort: port, telemetryPort: Number(parameters.telemetry) },
      stream,
      log,
      showDamaged,
    );
  },
};

/** A vehicle as the URL of its source. */
export function piUrl({ host, videoPort, telemetryPort }: PiVehicle): string {
  return `pi://${formatEndpoint({ address: host, port: videoPort })}?telemetry=${telemetryPort}`;
}

/**
 * A Raspberry Pi host as a stream: two sockets, which live and die apart. The way of a picture on this side is
 * socket (`video.ts`) → access units (`annex-b-intake.ts`) → `Stream.publish` → each subscriber's queue → its link.
 */
export class PiSource implements Source {
  readonly url: string;
  readonly #video: Supervisor;
  readonly #telemetry: Supervisor;

  constructor(vehicle: PiVehicle, stream: Stream, log: Log, showDamaged = false) {
    const { host, videoPort, telemetryPort } = vehicle;
    this.url = piUrl(vehicle);
    const clock = new HostClock(nowUs);
    const intake = new AnnexBIntake(stream, { captureUs: clock.toStation, showDamaged });
    this.#video = new Supervisor({
      run: piVideo({ host, port: videoPort, onChunk: (chunk) => intake.push(chunk) }),
      now: nowUs,
      onState: (state) => {
        // A new connection is a new byte stream; it continues nothing.
        if (state.state === 'connecting') intake.restart();
        if (state.state === 'failed') log.info(`${stream.info.id} video: ${state.failure.detail}`);
        stream.setVideo(state);
      },
    });
    this.#telemetry = new Supervisor({
      run: piTelemetry({
        host,
        port: telemetryPort,
        onTelemetry: (telemetry) => stream.publishTelemetry(telemetry),
        followClock: (ask) => clock.follow(ask),
        onFault: (fault) => {
          stream.countTelemetryFault();
          log.debug(`${stream.info.id} telemetry: ${fault}`);
        },
      }),
      now: nowUs,
      onState: (state) => {
        if (state.state === 'failed') log.info(`${stream.info.id} telemetry: ${state.failure.detail}`);
        stream.setTelemetryLink(state);
      },
    });
  }

  start(): void {
    this.#video.start();
    this.#telemetry.start();
  }

  retryNow(): void {
    this.#video.retryNow();
    this.#telemetry.retryNow();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#video.stop(), this.#telemetry.stop()]);
  }
}
