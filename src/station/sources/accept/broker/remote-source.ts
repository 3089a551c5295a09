import type { SharedLinks } from '#contracts/broker';
import { LINK_ROLES, type LinkRole, type LinkState, linkRolesOf } from '#contracts/link';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import type { Source } from '../../source';
import { Supervisor } from '../../supervisor';
import { fromShared, sameState } from './shared-state';
import { type WatchRunOptions, watchRun } from './watch-run';

export type RemoteSourceOptions = Omit<WatchRunOptions, 'onState'>;

/** A stream of another station while somebody here wants it. Its links are shown as they are at that station. */
export class RemoteSource implements Source {
  readonly #stream: Stream;
  readonly #roles: readonly LinkRole[];
  readonly #supervisor: Supervisor;
  /** What was last shown of that station's links; `undefined` while our own is what matters. */
  #shown: SharedLinks | undefined;

  constructor(options: RemoteSourceOptions) {
    const { stream } = options;
    this.#stream = stream;
    this.#roles = linkRolesOf(stream.info);
    this.#supervisor = new Supervisor({
      run: watchRun({
        ...options,
        onState: ({ links, video, telemetry, format }) => {
          stream.setFormat(format);
          this.#show(links ?? { video, telemetry });
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
    for (const role of LINK_ROLES) this.#stream.setLink(role, this.#roles.includes(role) ? state : undefined);
  }

  #show(links: SharedLinks): void {
    const shown = this.#shown;
    const now = nowUs();
    this.#shown = links;
    for (const role of LINK_ROLES) {
      const link = links[role];
      if (shown && sameState(shown[role], link)) continue;
      if (shown && role === 'video' && link?.state === 'connecting') this.#stream.broke();
      this.#stream.setLink(role, link && fromShared(link, now));
    }
  }
}
