import type { StreamInfo, ViewerMessage } from '#contracts/link';
import type { GivenPictures } from '#core/media/picture-choice';
import type { LaterCodec } from '../player/later-codecs';
import type { ShownSizes } from './shown-sizes';

interface Options {
  readonly send: (message: ViewerMessage) => void;
  /** A stream's pictures were asked for and begin again; what was asked for beside them is to be asked again. */
  readonly onSubscribe: (stream: string) => void;
  /** How large each stream is shown: said with the first word about it. */
  readonly sizes: Pick<ShownSizes, 'subscribed' | 'unsubscribed'>;
}

/** The streams whose pictures the station was asked for, which of them, and in which codecs. */
export class Subscriptions {
  readonly #options: Options;
  readonly #asked = new Map<string, GivenPictures>();
  /** What the page does not decode, once that is known, the station makes H.264. */
  #codecs: readonly LaterCodec[] = [];
  /** Streams whose H.265 the page refused. */
  readonly #refused = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** What the page decodes besides H.264 and JPEG. */
  learn(codecs: readonly LaterCodec[]): void {
    this.#codecs = codecs;
    if (codecs.length > 0) for (const stream of this.#asked.keys()) this.#subscribe(stream);
  }

  /** Another link: the station knows nothing of what was requested before. */
  reset(): void {
    this.#asked.clear();
  }

  /**
   * Asks for the pictures of these streams and of no others.
   *
   * @param streams all that the station has: it ends the subscription to one that is gone by itself
   */
  want(wanted: readonly string[], streams: readonly StreamInfo[]): void {
    const there = new Set(streams.map(({ id }) => id));
    for (const stream of this.#asked.keys()) {
      if (wanted.includes(stream)) continue;
      this.#asked.delete(stream);
      this.#options.sizes.unsubscribed(stream);
      if (there.has(stream)) this.#options.send({ type: 'unsubscribe', stream });
    }
    for (const stream of wanted) if (!this.#asked.has(stream)) this.#subscribe(stream);
  }

  /** Asks for no more pictures of each stream than `given` says. */
  give(given: (stream: string) => GivenPictures | undefined): void {
    for (const [stream, asked] of this.#asked) {
      const pictures = given(stream) ?? asked;
      if (pictures === asked) continue;
      this.#asked.set(stream, pictures);
      this.#options.send({ type: 'pause', stream, pictures });
    }
  }

  /** The page cannot decode this stream's H.265 after all: the station is to make H.264 of it. */
  refuse(stream: string): void {
    if (this.#refused.has(stream)) return;
    this.#refused.add(stream);
    if (this.#asked.has(stream)) this.#subscribe(stream);
  }

  #subscribe(stream: string): void {
    this.#asked.set(stream, 'all');
    const codecs = this.#refused.has(stream) ? [] : this.#codecs;
    const size = this.#options.sizes.subscribed(stream);
    this.#options.send({ type: 'subscribe', stream, ...(codecs.length > 0 && { codecs }), ...(size && { size }) });
    this.#options.onSubscribe(stream);
  }
}
