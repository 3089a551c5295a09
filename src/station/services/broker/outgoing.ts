import { randomBytes } from 'node:crypto';
import { type AnnouncedStream, type Request, remoteId } from '#contracts/broker';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import type { MediaOut } from './media-out';
import { OutgoingStream } from './outgoing-stream';

/** As long as the viewer's contract allows. */
const LONGEST_ID = 1900;

/** The streams that this station offers to others: its own, and never one that it has from another station. */
export class Outgoing {
  readonly #hub: Hub;
  readonly #station: string;
  readonly #out: MediaOut;
  /** Another life of this station must not be taken for this one. */
  readonly #life = randomBytes(6).toString('hex');
  readonly #streams = new Map<string, OutgoingStream>();

  constructor(hub: Hub, station: string, out: MediaOut) {
    this.#hub = hub;
    this.#station = station;
    this.#out = out;
  }

  announced(): AnnouncedStream[] {
    return this.#offered().map((stream) => {
      const { id, name, kind, can, video, telemetry, sound, captureIsRelative } = stream.info;
      const facts = { ...(sound && { sound }), ...(can && { can }), ...(captureIsRelative && { captureIsRelative }) };
      return { id, key: this.#keyOf(stream), name, kind, video, telemetry, ...facts };
    });
  }

  /** Does what another station asks. */
  request(request: Request): void {
    const { key, queue } = request;
    if (request.type === 'unwatch') return this.#streams.get(key)?.unwatch(queue);
    const outgoing = this.#open(key);
    if (outgoing) outgoing.watch(request);
    else this.#out.message({ queue }, { type: 'gone' });
  }

  /** The hub changed, or time went by. */
  sweep(): void {
    const keys = new Set(this.#offered().map((stream) => this.#keyOf(stream)));
    for (const [key, outgoing] of this.#streams) {
      if (keys.has(key)) outgoing.expire();
      else {
        outgoing.end();
        this.#out.message({ key }, { type: 'gone' });
      }
      if (!outgoing.watched) this.#streams.delete(key);
    }
  }

  close(): void {
    for (const outgoing of this.#streams.values()) outgoing.end();
    this.#streams.clear();
  }

  #open(key: string): OutgoingStream | undefined {
    const there = this.#streams.get(key);
    if (there) return there;
    const stream = this.#offered().find((one) => this.#keyOf(one) === key);
    if (!stream) return undefined;
    const outgoing = new OutgoingStream(stream, key, this.#out);
    this.#streams.set(key, outgoing);
    return outgoing;
  }

  #offered(): Stream[] {
    return this.#hub
      .list()
      .filter(({ info }) => info.origin === undefined && remoteId(this.#station, info.id).length <= LONGEST_ID);
  }

  #keyOf({ info }: Stream): string {
    return `${this.#station}.${this.#life}.${info.number}`;
  }
}
