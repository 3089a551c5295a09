import type { PlaybackGap } from '#contracts/playback';
import type { Medium, TelemetrySample, TimeRange } from '../../playback/medium';
import type { Tlog } from './tlog';

/** Instruments are drawn ten times a second. */
const TICK_US = 100_000;

/** A log of telemetry alone as something to play: its places are moments, a tenth of a second apart, and it has no pictures. */
export class TlogMedium implements Medium {
  readonly isPictureless = true;
  readonly marks = [];
  readonly #tlog: Tlog;

  constructor(tlog: Tlog) {
    this.#tlog = tlog;
  }

  get isGrowing(): boolean {
    return !this.#tlog.isWhole;
  }

  get gaps(): readonly PlaybackGap[] {
    return this.#tlog.gaps;
  }

  range(): TimeRange | undefined {
    const { range } = this.#tlog;
    return range && { beginUs: range.beginUs, endUs: this.timeUs(this.#last) };
  }

  pictureAt(us: number): number {
    const gap = this.#gapAt(us);
    return this.#placeAt(gap ? gap.fromUs : us);
  }

  next(place: number): number | undefined {
    if (place >= this.#last) return undefined;
    const next = Math.max(0, place + 1);
    const gap = this.#gapAt(this.timeUs(next));
    // The moment at which something is said again.
    return gap ? Math.min(this.#last, Math.max(next, Math.ceil((gap.toUs - this.#beginUs) / TICK_US))) : next;
  }

  previous(place: number): number | undefined {
    if (place <= 0) return undefined;
    const before = Math.min(place, this.#last + 1) - 1;
    const gap = this.#gapAt(this.timeUs(before));
    return gap ? Math.min(before, this.#placeAt(gap.fromUs)) : before;
  }

  nextKey(place: number): number | undefined {
    return this.next(place);
  }

  keyOf(place: number): number {
    return Math.min(Math.max(0, place), this.#last);
  }

  timeUs(place: number): number {
    return this.#beginUs + place * TICK_US;
  }

  load(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Of each moment anew: what was not renewed goes. */
  async telemetryAt(us: number): Promise<TelemetrySample | undefined> {
    const found = await this.#tlog.at(us);
    return found && { timeUs: us, values: found.values };
  }

  track(): readonly TelemetrySample[] {
    return this.#tlog.track;
  }

  get #beginUs(): number {
    return this.#tlog.range?.beginUs ?? 0;
  }

  get #last(): number {
    const { beginUs = 0, endUs = 0 } = this.#tlog.range ?? {};
    return Math.ceil((endUs - beginUs) / TICK_US);
  }

  #placeAt(us: number): number {
    return Math.min(this.#last, Math.max(0, Math.floor((us - this.#beginUs) / TICK_US)));
  }

  /** The pause that a moment lies in, not at its very beginning. */
  #gapAt(us: number): PlaybackGap | undefined {
    return this.#tlog.gaps.find(({ fromUs, toUs }) => us > fromUs + TICK_US && us < toUs);
  }
}
