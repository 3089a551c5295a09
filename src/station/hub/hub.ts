import type { StreamInfo } from '#contracts/link';
import { Stream } from './stream';

/** The streams of this station, and who wants to know when they come and go. */
export class Hub {
  readonly #streams = new Map<string, Stream>();
  readonly #listeners = new Set<() => void>();
  #nextNumber = 0;

  /** Opens a stream under an id that is not in use. */
  add(info: Omit<StreamInfo, 'number'>): Stream {
    const stream = new Stream({ ...info, number: this.#nextNumber });
    this.#nextNumber = (this.#nextNumber + 1) % 0x10000;
    this.#streams.set(info.id, stream);
    this.#tell();
    return stream;
  }

  remove(id: string): void {
    if (this.#streams.delete(id)) this.#tell();
  }

  get(id: string): Stream | undefined {
    return this.#streams.get(id);
  }

  list(): readonly Stream[] {
    return [...this.#streams.values()];
  }

  /** Calls back whenever a stream comes or goes. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
