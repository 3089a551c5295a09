import { type LinkRole, linkRolesOf } from '#contracts/link';
import type { Stream } from '../hub/stream';
import type { Source } from './source';

/** A lazy source outlives its last watcher by this: a page that is reloaded, or a tile that is moved, is soon back. */
const LINGER_MS = 10_000;

export interface SourceRunnerOptions {
  readonly stream: Stream;
  /** A new source for each life. */
  readonly make: () => Source;
  /** Fetch only while somebody wants the stream. */
  readonly lazy: boolean;
  /** The links of the stream that are this source's; absent: all. */
  readonly roles?: readonly LinkRole[];
  readonly lingerMs?: number;
}

/** Runs a stream's source: always, or only while somebody wants the stream. At most one life is going on at a time. */
export class SourceRunner {
  readonly #options: SourceRunnerOptions;
  readonly #forget: () => void;
  readonly #roles: readonly LinkRole[];
  #needed = false;
  #source: Source | undefined;
  /** Each life waits for the end of the one before: a camera serves one viewer. */
  #turn: Promise<void> = Promise.resolve();
  #linger: NodeJS.Timeout | undefined;

  constructor(options: SourceRunnerOptions) {
    this.#options = options;
    const { lazy, stream, roles = linkRolesOf(stream.info) } = options;
    this.#roles = roles;
    if (!lazy) {
      this.#forget = () => undefined;
      this.#need(true);
      return;
    }
    for (const role of roles) stream.setLink(role, { state: 'stopped' });
    this.#forget = stream.onWanted((wanted) => this.#wantedChanged(wanted));
    if (stream.wanted) this.#need(true);
  }

  /** Ends the waits for the next attempt. */
  retryNow(): void {
    this.#source?.retryNow();
  }

  /** Ends the source for good; resolves when every socket is closed. */
  async stop(): Promise<void> {
    this.#forget();
    clearTimeout(this.#linger);
    this.#need(false);
    await this.#turn;
  }

  #wantedChanged(wanted: boolean): void {
    clearTimeout(this.#linger);
    if (wanted) return this.#need(true);
    this.#linger = setTimeout(() => this.#need(false), this.#options.lingerMs ?? LINGER_MS);
  }

  #need(needed: boolean): void {
    if (this.#needed === needed) return;
    this.#needed = needed;
    this.#turn = this.#turn.then(() => this.#follow());
  }

  async #follow(): Promise<void> {
    const { stream, make } = this.#options;
    if (this.#needed && !this.#source) {
      this.#source = make();
      this.#source.start();
    } else if (!this.#needed && this.#source) {
      const source = this.#source;
      this.#source = undefined;
      await source.stop();
      // A newcomer must not get pictures of the former life before those of its own.
      if (this.#roles.includes('video')) stream.broke();
    }
  }
}
