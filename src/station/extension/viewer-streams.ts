import { Listeners } from '#core/listeners';
import type { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';

/** The streams that one viewer may watch: all of the hub's list, and those that it opened itself. */
export class ViewerStreams {
  readonly #hub: Hub;
  readonly #own = new Set<() => readonly Stream[]>();
  readonly #listeners = new Listeners();
  readonly #unsubscribeHub: () => void;

  constructor(hub: Hub) {
    this.#hub = hub;
    this.#unsubscribeHub = hub.onChange(() => this.changed());
  }

  list(): readonly Stream[] {
    return [...this.#hub.list(), ...this.#ownStreams()];
  }

  /** A stream that it may watch. */
  get(id: string): Stream | undefined {
    const listed = this.#hub.get(id);
    if (listed) return listed;
    return this.#ownStreams().some(({ info }) => info.id === id) ? this.#hub.find(id) : undefined;
  }

  /** Adds streams that are in no list, as they are at any time; call `changed` when they are others. Returns the removal. */
  add(own: () => readonly Stream[]): () => void {
    this.#own.add(own);
    return () => this.#own.delete(own);
  }

  /** The streams are others, or are called something else. */
  changed(): void {
    this.#listeners.notify();
  }

  /** Calls back when they are others, in the order of subscribing. */
  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  end(): void {
    this.#unsubscribeHub();
    this.#listeners.clear();
  }

  #ownStreams(): readonly Stream[] {
    return [...this.#own].flatMap((own) => own());
  }
}
