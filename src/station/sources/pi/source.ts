import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import { AnnexBIntake } from '../annex-b-intake';
import { Supervisor } from '../supervisor';
import { HostClock } from './host-clock';
import { piTelemetry } from './telemetry';
import { piVideo } from './video';

/** Where a Raspberry Pi host is reached. */
export interface PiVehicle {
  /** Host name or IP address. */
  readonly host: string;
  readonly videoPort: number;
  readonly telemetryPort: number;
}

/**
 * A Raspberry Pi host as a stream: two sockets, which live and die apart. The way of a picture on this side is
 * socket (`video.ts`) → access units (`annex-b-intake.ts`) → `Stream.publish` → each subscriber's queue → its link.
 */
export class PiSource {
  readonly #video: Supervisor;
  readonly #telemetry: Supervisor;

  constructor({ host, videoPort, telemetryPort }: PiVehicle, stream: Stream, log: Log, showDamaged = false) {
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

  /** Ends the waits for the next attempt. */
  retryNow(): void {
    this.#video.retryNow();
    this.#telemetry.retryNow();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#video.stop(), this.#telemetry.stop()]);
  }
}
