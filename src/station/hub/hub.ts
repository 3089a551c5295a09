import type { StreamInfo } from '#contracts/link';
import { Stream } from './stream';

/** As many as a picture message can number. */
const MOST_STREAMS = 0x10000;

/** The streams of this station, and who wants to know when they come and go. */
export class Hub {
  readonly #streams = new Map<string, Stream>();
  readonly #unlisted = new Map<string, Stream>();
  readonly #listeners = new Set<() => void>();
  #nextNumber = 0;

  /** Opens a stream under an id that is not in use. @throws where there are 65536 already; who adds bounds them long before */
  add(info: Omit<StreamInfo, 'number'>): Stream {
    if (this.#streams.size >= MOST_STREAMS) throw new Error('too many streams');
    const stream = new Stream({ ...info, number: this.#takeNumber() });
    this.#streams.set(info.id, stream);
    this.#tell();
    return stream;
  }

  /**
   * Opens a stream that is in no list: a recording that somebody plays is no concern of recorder, broker or other viewers. Who
   * knows its id finds it.
   */
  addUnlisted(info: Omit<StreamInfo, 'number'>): Stream {
    const stream = new Stream({ ...info, number: this.#takeNumber() });
    this.#unlisted.set(info.id, stream);
    this.#tell();
    return stream;
  }

  /** Calls a stream something else. @param source the URL that says so too */
  rename(id: string, name: string, source?: string): void {
    const stream = this.#streams.get(id);
    if (!stream) return;
    stream.info = { ...stream.info, name, ...(source !== undefined && { source }) };
    this.#tell();
  }

  remove(id: string): void {
    const isListed = this.#streams.delete(id);
    if (this.#unlisted.delete(id) || isListed) this.#tell();
  }

  get(id: string): Stream | undefined {
    return this.#streams.get(id);
  }

  /** A stream, listed or not. */
  find(id: string): Stream | undefined {
    return this.#streams.get(id) ?? this.#unlisted.get(id);
  }

  list(): readonly Stream[] {
    return [...this.#streams.values()];
  }

  /** Calls back whenever a stream comes, goes or is called something else. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A number is used again as late as can be: late messages about a former stream must not be taken for a new one's. */
  #takeNumber(): number {
    const used = new Set([...this.list(), ...this.#unlisted.values()].map((stream) => stream.info.number));
    while (used.has(this.#nextNumber)) this.#nextNumber = (this.#nextNumber + 1) % MOST_STREAMS;
    const number = this.#nextNumber;
    this.#nextNumber = (number + 1) % MOST_STREAMS;
    return number;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
