import type { PixelSize } from '#core/media/encoding/taken-size';
import { type Advice, text } from '#core/texts/text';
import type { ViewerPort } from '../extension/viewer-port';
import type { ViewerStreams } from '../extension/viewer-streams';
import type { LinkedStation } from './linked-station';
import { openPast } from './past';
import { Subscription } from './subscription';

const STATISTICS_MS = 1000;
/** Streams that one viewer may take: a wall of sixteen, twice over. */
const MAX_SUBSCRIPTIONS = 32;

export interface SubscriptionsOptions {
  readonly station: Pick<LinkedStation, 'h264' | 'sounds' | 'get'>;
  readonly port: ViewerPort;
  readonly streams: ViewerStreams;
}

/** How a viewer takes a stream. */
export interface TakeOptions {
  readonly takesH265: boolean;
  /** See `Subscription.showAt`. */
  readonly size?: PixelSize | undefined;
}

/** The streams that one viewer takes. One that is gone from its list is let go of. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #byStream = new Map<string, Subscription>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    options.streams.onChange(() => this.#removeGone());
    this.#timer = setInterval(() => {
      for (const subscription of this.#byStream.values()) subscription.statistics();
    }, STATISTICS_MS);
  }

  get(stream: string): Subscription | undefined {
    return this.#byStream.get(stream);
  }

  /** Whether pictures that are shown or played wait for the link. */
  get isBusy(): boolean {
    return [...this.#byStream.values()].some((subscription) => subscription.isBusy);
  }

  /** Takes a stream from here on; anew where it is taken already. @returns why not, where it cannot */
  add(id: string, { takesH265, size }: TakeOptions): Advice | undefined {
    const { station, port, streams } = this.#options;
    const stream = streams.get(id);
    if (!stream)
      return { message: text('refused.noStream', { id: id.slice(0, 300) }), tip: text('refused.chooseListed') };
    if (this.#byStream.size >= MAX_SUBSCRIPTIONS) {
      return { message: text('refused.tooManyStreams', { max: MAX_SUBSCRIPTIONS }), tip: text('refused.closeOne') };
    }
    this.remove(id);
    const { sounds } = station;
    const h264 = takesH265 ? undefined : station.h264;
    this.#byStream.set(id, new Subscription({ stream, port, openPlayback: openPast(station), h264, sounds, size }));
    return undefined;
  }

  remove(id: string): void {
    this.#byStream.get(id)?.end();
    this.#byStream.delete(id);
  }

  end(): void {
    clearInterval(this.#timer);
    for (const id of this.#byStream.keys()) this.remove(id);
  }

  #removeGone(): void {
    for (const id of this.#byStream.keys()) if (!this.#options.streams.get(id)) this.remove(id);
  }
}
