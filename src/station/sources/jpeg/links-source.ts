import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import type { Source } from '../source';
import { type LinkRun, Supervisor } from '../supervisor';

export interface LinksSourceOptions {
  readonly url: string;
  readonly stream: Stream;
  readonly log: Log;
  readonly video: LinkRun;
  /** Absent where the wire has no telemetry. */
  readonly telemetry?: LinkRun;
}

/** A source of one or two links, which live and die apart. */
export class LinksSource implements Source {
  readonly url: string;
  readonly #supervisors: readonly Supervisor[];

  constructor({ url, stream, log, video, telemetry }: LinksSourceOptions) {
    this.url = url;
    const videoLink = new Supervisor({
      run: video,
      now: nowUs,
      onState: (state) => {
        if (state.state === 'connecting') stream.broke();
        if (state.state === 'failed') log.info(`${stream.info.id} video: ${state.failure.detail}`);
        stream.setVideo(state);
      },
    });
    if (!telemetry) stream.setTelemetryLink({ state: 'stopped' });
    const telemetryLink =
      telemetry &&
      new Supervisor({
        run: telemetry,
        now: nowUs,
        onState: (state) => {
          if (state.state === 'failed') log.info(`${stream.info.id} telemetry: ${state.failure.detail}`);
          stream.setTelemetryLink(state);
        },
      });
    this.#supervisors = telemetryLink ? [videoLink, telemetryLink] : [videoLink];
  }

  start(): void {
    for (const supervisor of this.#supervisors) supervisor.start();
  }

  retryNow(): void {
    for (const supervisor of this.#supervisors) supervisor.retryNow();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#supervisors.map((supervisor) => supervisor.stop()));
  }
}
