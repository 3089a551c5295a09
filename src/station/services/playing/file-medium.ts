import type { PlaybackGap, PlaybackMark } from '#contracts/playback';
import { readEntry } from '#core/bitstream/decoder-start/recovery-point';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { MediaFile } from '../../media-file/media-file';
import type { Medium, PictureOrder, TelemetrySample, TimeRange } from '../../playback/medium';
import type { TelemetryTrack } from './telemetry-track';

export interface FileMediumOptions {
  readonly media: MediaFile;
  /** When time 0 of the file was, on the wall's clock in µs. */
  readonly zeroUs: number;
  /** What lies beside it; absent where nothing does. */
  readonly telemetry?: TelemetryTrack | undefined;
  /** Pauses in its pictures, in µs from its time 0. */
  readonly gaps: () => readonly PlaybackGap[];
  /** Whether somebody writes it still. */
  readonly isWritten: () => boolean;
}

/** A file of pictures as something to play, its times on the wall's clock. */
export class FileMedium implements Medium {
  readonly #options: FileMediumOptions;

  constructor(options: FileMediumOptions) {
    this.#options = options;
  }

  get isGrowing(): boolean {
    return this.#options.isWritten() || !this.#options.media.isIndexed;
  }

  get holdsBack(): boolean {
    return this.#options.media.held > 0;
  }

  get order(): PictureOrder | undefined {
    const { index } = this.#options.media;
    if (!index.reorders && !index.hidesAny) return undefined;
    return {
      after: (place) => index.after(place),
      before: (place) => index.before(place),
      dueUs: (place) => index.dueUs(place) + this.#options.zeroUs,
      isShown: (place) => index.isShown(place),
    };
  }

  range(): TimeRange | undefined {
    const { first, last } = this.#options.media.index;
    if (first === undefined || last === undefined) return undefined;
    return { beginUs: this.timeUs(first), endUs: this.timeUs(last) };
  }

  pictureAt(us: number): number | undefined {
    return this.#options.media.index.at(us - this.#options.zeroUs);
  }

  next(place: number): number | undefined {
    const { index } = this.#options.media;
    const last = index.lastNeeded;
    return last !== undefined && place < last ? Math.max(0, place + 1) : undefined;
  }

  previous(place: number): number | undefined {
    return place > 0 ? Math.min(place, this.#options.media.index.count) - 1 : undefined;
  }

  nextKey(place: number): number | undefined {
    const key = this.#options.media.index.nextKey(place);
    const last = this.#options.media.index.lastNeeded;
    if (key === undefined || last === undefined || key > last) return undefined;
    // Within intra refresh none is right alone.
    return this.#options.media.index.recovery(key) > 0 ? this.next(place) : key;
  }

  keyOf(place: number): number | undefined {
    return this.#options.media.index.keyOf(place);
  }

  timeUs(place: number): number {
    return this.#options.media.index.timeUs(place) + this.#options.zeroUs;
  }

  async load(place: number): Promise<AccessUnit | undefined> {
    const { media } = this.#options;
    const data = await media.load(place);
    if (!data) return undefined;
    const { codec } = media;
    const unit = { data, receiveUs: this.timeUs(place), codec };
    if (!media.index.isKey(place)) return { ...unit, key: false };
    const entry = codec === 'h264' ? readEntry(data) : 'idr';
    return { ...unit, key: typeof entry !== 'object', ...(entry && { entry }) };
  }

  async telemetryAt(us: number, knownUs?: number): Promise<TelemetrySample | undefined> {
    return this.#options.telemetry?.at(us, knownUs);
  }

  get telemetryShiftUs(): number | undefined {
    return this.#options.telemetry?.shiftUs;
  }

  shiftTelemetry(byUs: number): void {
    this.#options.telemetry?.shift?.(byUs);
  }

  async sounds(afterUs: number, untilUs: number): Promise<readonly AudioChunk[]> {
    const { media, zeroUs } = this.#options;
    const chunks = await media.sounds(afterUs - zeroUs, untilUs - zeroUs);
    return chunks.map((chunk) => ({ ...chunk, receiveUs: chunk.receiveUs + zeroUs }));
  }

  get gaps(): readonly PlaybackGap[] {
    const { zeroUs } = this.#options;
    return this.#options
      .gaps()
      .map(({ fromUs, toUs, cause }) => ({ fromUs: fromUs + zeroUs, toUs: toUs + zeroUs, cause }));
  }

  get marks(): readonly PlaybackMark[] {
    return this.#options.telemetry?.marks ?? [];
  }

  track(): readonly TelemetrySample[] {
    return this.#options.telemetry?.track ?? [];
  }
}
