import type { StreamInfo } from '#contracts/link';
import type { ColourCorrection } from '#core/colour/correction';
import { Listeners } from '#core/listeners';
import { oneLine } from '#core/names';
import { Stream } from './stream';

/** As many as a picture message can number. */
const MAX_STREAMS = 0x10000;

/** The streams of this station, and who wants to know when they come and go. */
export class Hub {
  readonly #streams = new Map<string, Stream>();
  readonly #unlisted = new Map<string, Stream>();
  readonly #listeners = new Listeners();
  #nextNumber = 0;

  /** Opens a stream under an id that is not in use. @throws where there are 65536 already; who adds bounds them long before */
  add(info: Omit<StreamInfo, 'number'>): Stream {
    if (this.#streams.size >= MAX_STREAMS) throw new Error('too many streams');
    const stream = new Stream(this.#named(info));
    this.#streams.set(info.id, stream);
    this.#tell();
    return stream;
  }

  /**
   * Opens a stream that is in no list: a recording that somebody plays is no concern of recorder, broker or other viewers. Who
   * knows its id finds it.
   */
  addUnlisted(info: Omit<StreamInfo, 'number'>): Stream {
    const stream = new Stream(this.#named(info));
    this.#unlisted.set(info.id, stream);
    this.#tell();
    return stream;
  }

  /** Calls a stream something else. @param source the URL that says so too */
  rename(id: string, name: string, source?: string): void {
    const stream = this.#streams.get(id);
    if (!stream) return;
    stream.info = { ...stream.info, name: nameOf(id, name), ...(source !== undefined && { source }) };
    this.#tell();
  }

  /** Puts right what a stream's camera says of its colours. Returns whether there is such a stream. */
  correctColours(id: string, colours: ColourCorrection, source?: string): boolean {
    const stream = this.#streams.get(id);
    if (!stream) return false;
    stream.correctColours(colours);
    stream.info = { ...stream.info, colours, ...(source !== undefined && { source }) };
    this.#tell();
    return true;
  }

  /** Says who is on a stream's link of telemetry, and what they offer. One that was removed meanwhile is nobody's concern. */
  hear(stream: Stream, onLink: Pick<StreamInfo, 'heard' | 'offers'>): void {
    if (this.#streams.get(stream.info.id) !== stream) return;
    const { heard: _, offers: __, ...info } = stream.info;
    stream.info = { ...info, ...onLink };
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
    return this.#listeners.subscribe(listener);
  }

  #named(info: Omit<StreamInfo, 'number'>): StreamInfo {
    return { ...info, name: nameOf(info.id, info.name), number: this.#takeNumber() };
  }

  /** A number is used again as late as can be: late messages about a former stream must not be taken for a new one's. */
  #takeNumber(): number {
    const used = new Set([...this.list(), ...this.#unlisted.values()].map((stream) => stream.info.number));
    while (used.has(this.#nextNumber)) this.#nextNumber = (this.#nextNumber + 1) % MAX_STREAMS;
    const number = this.#nextNumber;
    this.#nextNumber = (number + 1) % MAX_STREAMS;
    return number;
  }

  #tell(): void {
    this.#listeners.notify();
  }
}

/** From anyone: vehicles, phones, sharers and other stations call themselves what they like. */
function nameOf(id: string, name: string): string {
  return oneLine(name).trim() || id;
}
