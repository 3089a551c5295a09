// not shown in this file: what a simulator does, which it logs
import type { Encoding } from '#core/media/encoding/encoding-choice';
import { Timeline } from '../../clips/timeline';
import { type Footage, type ReEncodeOptions, reEncode } from './re-encode';

/** What plays: pictures, and when each is taken. */
export interface Playing extends Footage {
  readonly timeline: Timeline;
}

/** Gives what a phone sends in the encoding that it was last asked for, as soon as there is a key picture to change at. */
export class FootageSwitch {
  readonly #original: Footage;
  readonly #options: Omit<ReEncodeOptions, 'signal'>;
  readonly #onEvent: (text: string) => void;
  #work = new AbortController();
  #next: Footage | undefined;

  constructor(original: Footage, options: Omit<ReEncodeOptions, 'signal'>, onEvent: (text: string) => void) {
    this.#original = original;
    this.#options = options;
    this.#onEvent = onEvent;
  }

  /** The newest request counts; what was begun for an older one is given up. */
  request(encoding: Encoding): void {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    const words = describe(encoding);
    if (words === '') {
      this.#next = this.#original;
      this.#onEvent('encodes as it likes again');
      return;
    }
    reEncode(this.#original, encoding, { ...this.#options, signal }).then(
      (footage) => {
        if (signal.aborted) return;
        this.#next = footage;
        this.#onEvent(`encodes ${words}, as it is asked`);
      },
      (error: unknown) => {
        if (!signal.aborted) this.#onEvent(`cannot encode ${words}: ${String(error)}`);
      },
    );
  }

  /**
   * What plays from picture `count` of `playing` on, where that is the time to change.
   *
   * @returns the new footage, at the same moment, and the count of its picture there
   */
  at(playing: Playing, count: number): { readonly playing: Playing; readonly count: number } | undefined {
    const next = this.#next;
    if (!next) return undefined;
    const index = Math.round((count * next.fps) / playing.fps);
    if (!next.clip[index % next.clip.length]?.key) return undefined;
    this.#next = undefined;
    const { now } = playing.timeline;
    const timeline = new Timeline(next.clip.length, next.fps, now);
    timeline.moveTo(index + ((now() - playing.timeline.takenMs(count)) * next.fps) / 1000);
    return { playing: { ...next, timeline }, count: index };
  }

  stop(): void {
    this.#work.abort();
  }
}

/** Empty where nothing is asked for. */
function describe({ width, height, bitsPerSecond, framesPerSecond }: Encoding): string {
  return [
    ...(width !== undefined && height !== undefined ? [`within ${width}x${height}`] : []),
    ...(bitsPerSecond !== undefined ? [`${Math.round(bitsPerSecond / 1000)} kbit/s`] : []),
    ...(framesPerSecond !== undefined ? [`${framesPerSecond}/s`] : []),
  ].join(', ');
}
