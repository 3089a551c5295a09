import { formatOf } from '#core/bitstream/format';
import type { AccessUnit } from '#core/media/access-unit';
import { LiveFragments } from '#core/media/fmp4/live-fragments';

/** Until two pictures have said how far apart they are. */
const FIRST_DURATION_US = 33_333;
const LEAST_US = 1000;
/** A longer pause says nothing about how long the next picture lasts. */
const MOST_US = 1_000_000;

/**
 * A stream as one endless MP4 file, a fragment a picture. Nothing waits for the next picture, so how long one lasts is a
 * guess: as long as the one before it. When each begins is no guess: it is when it was taken, or when it arrived where nobody
 * said.
 */
export class LiveMp4 {
  readonly #fragments = new LiveFragments();
  #format: string | undefined;
  #last: { readonly clockUs: number; readonly timeUs: number } | undefined;
  #durationUs = FIRST_DURATION_US;
  #hasCapture = false;

  /** The bytes that a picture adds: at the start and where the format changes, a beginning too. Key pictures come first. */
  write(unit: AccessUnit): readonly Uint8Array[] {
    const begin = unit.key ? this.#begin(unit.data) : undefined;
    // Before a key picture with parameter sets there is no file.
    if (!begin && this.#format === undefined) return [];
    const fragment = this.#fragments.fragment(unit, this.#time(unit));
    return begin ? [begin, ...fragment] : fragment;
  }

  #begin(data: Uint8Array): Uint8Array | undefined {
    const format = formatOf(data);
    if (!format) return undefined;
    const { codec, width, height } = format;
    const name = `${codec} ${width}x${height}`;
    if (name === this.#format) return undefined;
    const begin = this.#fragments.begin(data, format);
    if (begin) this.#format = name;
    return begin;
  }

  #time({ captureUs, receiveUs }: AccessUnit) {
    // The two are not to be mixed: a stream that loses its capture times would jump.
    if (!this.#last) this.#hasCapture = captureUs !== undefined;
    const clockUs = (this.#hasCapture ? captureUs : undefined) ?? receiveUs;
    const last = this.#last;
    const apart = last ? Math.max(LEAST_US, Math.round(clockUs - last.clockUs)) : 0;
    if (last) this.#durationUs = Math.min(MOST_US, apart);
    const timeUs = last ? last.timeUs + apart : 0;
    this.#last = { clockUs: Math.max(clockUs, last?.clockUs ?? clockUs), timeUs };
    return { timeUs, durationUs: this.#durationUs };
  }
}
