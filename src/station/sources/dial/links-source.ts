import { LINK_ROLES, type LinkRole } from '#contracts/link';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import type { Source } from '../source';
import { type LinkRun, Supervisor } from '../supervisor';

export interface LinksSourceOptions {
  readonly stream: Stream;
  readonly log: Log;
  /** What runs each of its links. A role that is absent is left to another source of the stream. */
  readonly links: Readonly<Partial<Record<LinkRole, LinkRun>>>;
}

/** A source of one or more links, which live and die apart. */
export class LinksSource implements Source {
  readonly #supervisors: readonly Supervisor[];

  constructor({ stream, log, links }: LinksSourceOptions) {
    this.#supervisors = LINK_ROLES.flatMap((role) => {
      const run = links[role];
      return run ? [superviseLink(role, run, stream, log)] : [];
    });
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

function superviseLink(role: LinkRole, run: LinkRun, stream: Stream, log: Log): Supervisor {
  return new Supervisor({
    run,
    now: nowUs,
    onState: (state) => {
      // A new connection's pictures continue nothing.
      if (role === 'video' && state.state === 'connecting') stream.broke();
      if (state.state === 'failed') log.info(`${stream.info.id} ${role}: ${state.failure.detail}`);
      stream.setLink(role, state);
    },
  });
}
