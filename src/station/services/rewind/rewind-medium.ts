import type { PlaybackGap, PlaybackMark } from '#contracts/playback';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { Medium, TelemetrySample, TimeRange } from '../../playback/medium';
import { decodeAudioRecord } from './audio-record';
import { unitOf, valuesOf } from './read-buffer';
import type { StreamBuffer } from './stream-buffer';

/** A stream's rewind buffer as something to play, its times on the wall's clock. */
export class RewindMedium implements Medium {
  readonly isGrowing = true;
  readonly #buffer: StreamBuffer;
  readonly #wallUs: number;

  /** @param wallUs what to add to a time of the station's clock; the same for all buffers, so that their order is kept */
  constructor(buffer: StreamBuffer, wallUs: number) {
    this.#buffer = buffer;
    this.#wallUs = wallUs;
  }

  range(): TimeRange | undefined {
    const { ring } = this.#buffer;
    const [first, last] = [ring.first(), ring.last()];
    if (first === undefined || last === undefined) return undefined;
    return { beginUs: this.timeUs(first), endUs: this.timeUs(last) };
  }

  pictureAt(us: number): number | undefined {
    return this.#buffer.ring.pictureAt(us - this.#wallUs);
  }

  next(place: number): number | undefined {
    return this.#buffer.ring.next(place);
  }

  previous(place: number): number | undefined {
    return this.#buffer.ring.previous(place);
  }

  nextKey(place: number): number | undefined {
    return this.#buffer.ring.nextKey(place);
  }

  keyOf(place: number): number | undefined {
    return this.#buffer.ring.keyOf(place);
  }

  timeUs(place: number): number {
    return this.#buffer.ring.timeUs(place) + this.#wallUs;
  }

  async load(place: number): Promise<AccessUnit | undefined> {
    const record = await this.#buffer.ring.load(place);
    if (!record) return undefined;
    const unit = unitOf(record);
    return {
      ...unit,
      receiveUs: unit.receiveUs + this.#wallUs,
      ...(unit.captureUs !== undefined && { captureUs: unit.captureUs + this.#wallUs }),
    };
  }

  async telemetryAt(us: number, knownUs?: number): Promise<TelemetrySample | undefined> {
    const { ring } = this.#buffer;
    const place = ring.telemetryAt(us - this.#wallUs);
    if (place === undefined || ring.timeUs(place) + this.#wallUs === knownUs) return undefined;
    const record = await ring.load(place);
    return record && { timeUs: record.head.timeUs + this.#wallUs, values: valuesOf(record.data) };
  }

  async sounds(afterUs: number, untilUs: number): Promise<readonly AudioChunk[]> {
    const { ring } = this.#buffer;
    const chunks: AudioChunk[] = [];
    // Times on the wall's clock are rounded to a quarter of a µs: what was given up to there is not given again.
    for (const place of ring.soundsBetween(afterUs - this.#wallUs + 0.5, untilUs - this.#wallUs)) {
      const record = await ring.load(place);
      const chunk = record && decodeAudioRecord(record.data, record.head.timeUs);
      if (!chunk) continue;
      const { receiveUs, captureUs } = chunk;
      chunks.push({
        ...chunk,
        receiveUs: receiveUs + this.#wallUs,
        ...(captureUs !== undefined && { captureUs: captureUs + this.#wallUs }),
      });
    }
    return chunks;
  }

  get gaps(): readonly PlaybackGap[] {
    return this.#buffer.gaps.map(({ fromUs, toUs, cause }) => {
      return { fromUs: fromUs + this.#wallUs, toUs: toUs + this.#wallUs, cause };
    });
  }

  get marks(): readonly PlaybackMark[] {
    return this.#buffer.marks.map(({ atUs, label }) => {
      return { atUs: atUs + this.#wallUs, ...(label !== undefined && { label }) };
    });
  }

  track(): readonly TelemetrySample[] {
    return this.#buffer.track.samples.map(({ timeUs, values }) => ({ timeUs: timeUs + this.#wallUs, values }));
  }
}
