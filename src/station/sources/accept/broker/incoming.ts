import type { Connection } from 'rabbitmq-client';
import { type AnnouncedStream, remoteId } from '#contracts/broker';
import { LINK_ROLES, linkRolesOf, type StreamInfo } from '#contracts/link';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import type { Log } from '../../../log';
import { SourceRunner } from '../../source-runner';
import type { LinkEnd } from '../../supervisor';
import type { Directory } from './directory';
import { RemoteSource } from './remote-source';

/** The longest that the viewer's contract takes. */
const LONGEST_PLACE = 300;

export interface IncomingOptions {
  readonly hub: Hub;
  readonly log: Log;
  readonly directory: Directory;
  /** The connection, or why there is none. */
  readonly connection: () => Connection | LinkEnd;
  readonly lingerMs?: number | undefined;
}

interface Remote {
  announced: AnnouncedStream;
  readonly stream: Stream;
  readonly runner: SourceRunner;
}

/** Other stations' streams as streams of this one, each fetched only while somebody here wants it. */
export class Incoming {
  readonly #options: IncomingOptions;
  readonly #remotes = new Map<string, Remote>();
  readonly #ending = new Set<Promise<void>>();

  constructor(options: IncomingOptions) {
    this.#options = options;
  }

  /** Makes the hub's remote streams those that the directory knows. */
  follow(): void {
    const { directory, hub } = this.#options;
    const meant = new Map<string, { station: string; announced: AnnouncedStream }>();
    for (const { name, streams } of directory.list()) {
      for (const announced of streams) meant.set(remoteId(name, announced.id), { station: name, announced });
    }
    for (const [id, { announced }] of this.#remotes) {
      const now = meant.get(id)?.announced;
      // A stream that is of another kind now, or comes from elsewhere, is another stream.
      const isSame = now?.kind === announced.kind && LINK_ROLES.every((role) => now[role] === announced[role]);
      if (!isSame) this.#drop(id);
    }
    for (const [id, { station, announced }] of meant) {
      const remote = this.#remotes.get(id);
      if (!remote) {
        this.#add(id, station, announced);
        continue;
      }
      if (announced.name !== remote.announced.name) hub.rename(id, announced.name);
      const isAnew = announced.key !== remote.announced.key;
      remote.announced = announced;
      if (isAnew) remote.runner.retryNow();
    }
  }

  /** Returns whether there is such a stream. */
  retryNow(id: string): boolean {
    this.#remotes.get(id)?.runner.retryNow();
    return this.#remotes.has(id);
  }

  /** The way to the stations stands again: back-offs end now. */
  retryAll(): void {
    for (const { runner } of this.#remotes.values()) runner.retryNow();
  }

  async close(): Promise<void> {
    for (const id of this.#remotes.keys()) this.#drop(id);
    await Promise.all(this.#ending);
  }

  #add(id: string, station: string, announced: AnnouncedStream): void {
    const { hub, connection, lingerMs } = this.#options;
    if (hub.get(id)) return;
    const stream = hub.add(infoOf(id, station, announced));
    const remote: Remote = {
      announced,
      stream,
      runner: new SourceRunner({
        stream,
        lazy: true,
        ...(lingerMs !== undefined && { lingerMs }),
        make: () => new RemoteSource({ station, stream, connection, announced: () => remote.announced }),
      }),
    };
    this.#remotes.set(id, remote);
  }

  #drop(id: string): void {
    const remote = this.#remotes.get(id);
    if (!remote) return;
    this.#remotes.delete(id);
    this.#options.hub.remove(id);
    const ending = remote.runner.stop().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** A stream like any other, of the kind that it is at its station, and whose it is where people look for its place. */
function infoOf(id: string, station: string, announced: AnnouncedStream): Omit<StreamInfo, 'number'> {
  const { name, kind, can, telemetry, sound, captureIsRelative } = announced;
  const at = (place: string) => (place === '' ? '' : `${station}: ${place}`.slice(0, LONGEST_PLACE));
  // A station may not say where its video comes from.
  const video = linkRolesOf(announced).includes('video') ? at(announced.video) || station : '';
  const where = { origin: station, video, telemetry: at(telemetry), ...(sound && { sound: at(sound) }) };
  // What a vehicle reports travels only while somebody watches.
  const channels = can?.hasChannels && { can: { hasChannels: can.hasChannels } };
  return { id, name, kind, ...channels, ...where, ...(captureIsRelative && { captureIsRelative }) };
}
