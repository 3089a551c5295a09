import { randomUUID } from 'node:crypto';
import { infoOf, type JpegStreamInfo } from '#core/protocols/jpeg-stream/info';
import { type JpegOverrides, type Quality, settingsOf } from '#core/protocols/jpeg-stream/presets';
import { streamIdOf } from '#core/settings/source-url';
import { english } from '#core/texts/english';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';

const USUAL_QUALITY: Quality = 'medium';
/** Names that `POST /api/streams` may make. */
const MAX_MADE = 100;

/** A stream of the hub under a name of this dialect. */
export interface NamedStream {
  readonly id: string;
  readonly stream: Stream;
  /** What viewers get who ask for nothing else. */
  quality: Quality;
  viewers: number;
  readonly since: Date;
  /** Ends it when its client asks for that; absent where it belongs to the station. */
  readonly end?: () => void;
}

/**
 * The streams as this dialect names them: every stream of the hub under its own id, and again under each id that
 * `POST /api/streams` gave out with another quality.
 */
export class NamedStreams {
  readonly #hub: Hub;
  readonly #ofHub = new Map<string, NamedStream>();
  readonly #made = new Map<string, NamedStream>();
  readonly #unsubscribe: () => void;

  constructor(hub: Hub) {
    this.#hub = hub;
    this.#unsubscribe = hub.onChange(() => this.#follow());
    this.#follow();
  }

  list(): readonly NamedStream[] {
    return [...this.#ofHub.values(), ...this.#made.values()];
  }

  find(id: string): NamedStream | undefined {
    return this.#made.get(id) ?? this.#ofHub.get(id) ?? this.#ofHub.get(streamIdOf(id));
  }

  /**
   * Names a stream of the hub once more.
   *
   * @param index in the hub's list
   * @returns one line where it cannot be done
   */
  make(index: number, quality: Quality): NamedStream | string {
    const stream = this.#hub.list()[index];
    if (!stream) return english('dialect.noCamera', { index, streams: this.#hub.list().length });
    if (this.#made.size >= MAX_MADE) return english('dialect.tooManyMade', { max: MAX_MADE });
    const id = randomUUID();
    const named = { id, stream, quality, viewers: 0, since: new Date(), end: () => this.#made.delete(id) };
    this.#made.set(id, named);
    return named;
  }

  /** Says of a stream that was just added to the hub that a client may end it, and its quality. */
  adopt(stream: Stream, quality: Quality, end: () => void): NamedStream {
    const { id } = stream.info;
    const named = { id, stream, quality, viewers: 0, since: new Date(), end };
    this.#ofHub.set(id, named);
    return named;
  }

  /** Whether it still is what its id names. */
  isThere(named: NamedStream): boolean {
    return this.find(named.id)?.stream === named.stream;
  }

  close(): void {
    this.#unsubscribe();
  }

  #follow(): void {
    for (const [id, { stream }] of this.#ofHub) if (this.#hub.get(id) !== stream) this.#ofHub.delete(id);
    for (const [id, { stream }] of this.#made) if (this.#hub.get(stream.info.id) !== stream) this.#made.delete(id);
    for (const stream of this.#hub.list()) {
      const { id } = stream.info;
      if (this.#ofHub.has(id)) continue;
      this.#ofHub.set(id, { id, stream, quality: USUAL_QUALITY, viewers: 0, since: new Date() });
    }
  }
}

/** A stream's INFO, as one who asked for this quality and these overrides sees it. */
export function describe(named: NamedStream, quality = named.quality, overrides?: JpegOverrides): JpegStreamInfo {
  const { id, stream, viewers, since } = named;
  return infoOf({
    id,
    quality,
    active: stream.links.video?.state === 'open' && stream.lastPictureUs !== undefined,
    viewers,
    frames: stream.statistics().pictures,
    startTime: since,
    settings: settingsOf(quality, overrides),
  });
}
