import { type Request, type SharedState, WATCH_EXPIRY_MS } from '#contracts/broker';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { DeliveryQueue, type QueueDrops } from '#core/media/delivery-queue';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../../clock';
import type { Stream, Subscriber } from '../../hub/stream';
import { sharedLinks } from '../../sources/accept/broker/shared-state';
import type { MediaOut } from './media-out';

/** Pictures that the socket to the broker has not taken; behind them some seconds wait, and newest wins. */
const LIMITS = { window: 16, pictures: 240, bytes: 16 * 1024 * 1024 };
/** Pieces of sound that the socket has not taken; more are left out, as sound that comes late is of no use. */
const MAX_SOUND = 32;
const MAX_WATCHERS = 256;
const NO_LINK: SharedState = { state: 'stopped' };

/** A stream of this station while stations watch it: each picture is published once, however many they are. */
export class OutgoingStream implements Subscriber {
  readonly #stream: Stream;
  readonly #key: string;
  readonly #out: MediaOut;
  /** When the watch of each queue is over, in µs. */
  readonly #watchers = new Map<string, number>();
  readonly #queue: DeliveryQueue;
  /** By the picture's bytes: the queue gives another object where a picture begins anew. */
  readonly #seqs = new WeakMap<Uint8Array, number>();
  // Above all that an earlier object published under this key: one who still watches from then takes them for old ones else.
  #seq = Math.floor(performance.timeOrigin * 1000 + nowUs());
  #soundInFlight = 0;
  #leave: (() => void) | undefined;

  constructor(stream: Stream, key: string, out: MediaOut) {
    this.#stream = stream;
    this.#key = key;
    this.#out = out;
    this.#queue = new DeliveryQueue((unit) => {
      void out.picture({ key }, unit, this.#seqs.get(unit.data) ?? 0).then(() => this.#queue.acknowledge(1));
    }, LIMITS);
  }

  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  get drops(): QueueDrops {
    return this.#queue.drops;
  }

  /** Begins or renews a watch. */
  watch({ queue, join, askedUs }: Extract<Request, { type: 'watch' }>): void {
    if (!this.#watchers.has(queue) && this.#watchers.size >= MAX_WATCHERS) return;
    this.#watchers.set(queue, nowUs() + WATCH_EXPIRY_MS * 1000);
    this.#out.message({ queue }, { type: 'answer', askedUs, answeredUs: nowUs(), ...this.#state() });
    // The first one's group goes to all, which is that one.
    if (!this.#leave) this.#leave = this.#stream.subscribe(this);
    else if (join) this.#catchUp(queue);
  }

  unwatch(queue: string): void {
    this.#watchers.delete(queue);
    if (!this.watched) this.end();
  }

  /** Ends the watches that were not renewed. */
  expire(): void {
    const now = nowUs();
    for (const [queue, until] of this.#watchers) if (until < now) this.unwatch(queue);
  }

  end(): void {
    this.#watchers.clear();
    this.#leave?.();
    this.#leave = undefined;
  }

  picture(unit: AccessUnit): void {
    this.#seqs.set(unit.data, ++this.#seq);
    this.#queue.offer(unit);
  }

  audio(chunk: AudioChunk): void {
    if (this.#soundInFlight >= MAX_SOUND) return;
    this.#soundInFlight++;
    void this.#out.audio({ key: this.#key }, chunk).then(() => this.#soundInFlight--);
  }

  telemetry(values: Telemetry): void {
    this.#out.message({ key: this.#key }, { type: 'telemetry', values });
  }

  state(): void {
    this.#out.message({ key: this.#key }, { type: 'state', ...this.#state() });
  }

  /** Gives one who joins late what is there: the pictures since the last key picture, and the last telemetry. */
  #catchUp(queue: string): void {
    const { lastTelemetry } = this.#stream;
    if (lastTelemetry) this.#out.message({ queue }, { type: 'telemetry', values: lastTelemetry.values });
    const picture = (unit: AccessUnit) => {
      const seq = this.#seqs.get(unit.data);
      if (seq !== undefined) void this.#out.picture({ queue }, unit, seq);
    };
    this.#stream.subscribe({ picture })();
  }

  #state() {
    const { format } = this.#stream;
    const links = sharedLinks(this.#stream.links, nowUs());
    return { video: links.video ?? NO_LINK, telemetry: links.telemetry ?? NO_LINK, links, format };
  }
}
