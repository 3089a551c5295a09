import { type Encoding, EncodingChoice } from '#core/media/encoding/encoding-choice';
import { Rate } from '#core/media/rate';
import { nowUs } from '../clock';
import type { Stream, Subscriber } from '../hub/stream';

const LOOK_MS = 500;

/**
 * Watches what a stream is taken for and how its pictures fare, and asks its sender to encode accordingly, for as long as
 * that sender is there. Only for a sender that says that it listens.
 */
export class EncodingWatch {
  readonly #stream: Stream;
  readonly #ask: (encoding: Encoding) => void;
  readonly #choice = new EncodingChoice();
  readonly #bytes = new Rate();
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  readonly #losses = new WeakMap<Subscriber, number>();
  /** The quickest of the pictures since the last look: what waits delays them all. */
  #delayUs: number | undefined;

  constructor(stream: Stream, ask: (encoding: Encoding) => void) {
    this.#stream = stream;
    this.#ask = ask;
    this.#unsubscribe = stream.tap({
      picture: ({ data, receiveUs, captureUs }) => {
        this.#bytes.add(data.length, receiveUs);
        if (captureUs === undefined) return;
        this.#delayUs = Math.min(this.#delayUs ?? Number.POSITIVE_INFINITY, receiveUs - captureUs);
      },
    });
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
  }

  #look(): void {
    const now = nowUs();
    const fared = {
      bitsPerSecond: this.#bytes.perSecond(now) * 8,
      delayUs: this.#delayUs,
      isLosing: this.#doAllLose(),
    };
    this.#delayUs = undefined;
    const encoding = this.#choice.look(this.#stream.taken, fared, now);
    if (encoding) this.#ask(encoding);
  }

  /** Whether everybody who takes pictures had to leave some out: one who is slow alone is no reason to give all others less. */
  #doAllLose(): boolean {
    let takers = 0;
    let losers = 0;
    for (const subscriber of this.#stream.subscribers) {
      if (subscriber.taken === 'nothing') continue;
      takers++;
      const { overtaken, overflow, waitingForKey } = subscriber.drops ?? {
        overtaken: 0,
        overflow: 0,
        waitingForKey: 0,
      };
      const lost = overtaken + overflow + waitingForKey;
      const before = this.#losses.get(subscriber);
      this.#losses.set(subscriber, lost);
      if (before !== undefined && lost > before) losers++;
    }
    return takers > 0 && losers === takers;
  }
}
