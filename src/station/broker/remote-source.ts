import type { SharedState } from '#contracts/broker';
import type { LinkState } from '#contracts/link';
import { nowUs } from '../clock';
import type { Stream } from '../hub/stream';
import type { Source } from '../sources/source';
import { Supervisor } from '../sources/supervisor';
import { fromShared, sameState } from './shared-state';
import { type WatchRunOptions, watchRun } from './watch-run';

export type RemoteSourceOptions = Omit<WatchRunOptions, 'onState'>;

/** A stream of another station while somebody here wants it. Its links are shown as they are at that station. */
export class RemoteSource implements Source {
  readonly url: string;
  readonly #stream: Stream;
  readonly #hasTelemetry: boolean;
  readonly #supervisor: Supervisor;
  /** What was last shown of that station's links; `undefined` while our own is what matters. */
  #shown: { readonly video: SharedState; readonly telemetry: SharedState } | undefined;

  constructor(options: RemoteSourceOptions) {
    const { stream } = options;
    this.url = stream.info.id;
    this.#stream = stream;
    this.#hasTelemetry = options.announced().telemetry !== '';
    this.#supervisor = new Supervisor({
      run: watchRun({
        ...options,
        onState: ({ video, telemetry, format }) => {
          stream.format = format;
          this.#show(video, telemetry);
        },
      }),
      now: nowUs,
      onState: (state) => this.#ownLink(state),
    });
  }

  start(): void {
    this.#supervisor.start();
  }

  retryNow(): void {
    this.#supervisor.retryNow();
  }

  stop(): Promise<void> {
    return this.#supervisor.stop();
  }

  #ownLink(state: LinkState): void {
    // The other station's word follows at once, and is the one that counts.
    if (state.state === 'open') return;
    if (state.state === 'connecting') this.#stream.broke();
    this.#shown = undefined;
    this.#stream.setVideo(state);
    this.#stream.setTelemetryLink(this.#hasTelemetry ? state : { state: 'stopped' });
  }

  #show(video: SharedState, telemetry: SharedState): void {
    const shown = this.#shown;
    const now = nowUs();
    this.#shown = { video, telemetry };
    if (!sameState(shown?.video, video)) {
      if (shown && video.state === 'connecting') this.#stream.broke();
      this.#stream.setVideo(fromShared(video, now));
    }
    if (!sameState(shown?.telemetry, telemetry)) this.#stream.setTelemetryLink(fromShared(telemetry, now));
  }
}
