import type { Medium } from './medium';
import type { PlaybackSink } from './playback';

/** Sound is given so long before its time has come: a player needs it there in time. */
const LEAD_US = 300_000;
const LOOK_MS = 100;
/** What the clock left behind by more is not made up for: somebody went elsewhere, or a pause was not sat through. */
const LEAP_US = 1e6;

export interface SoundPacerOptions {
  readonly medium: Medium;
  readonly sink: PlaybackSink;
  /** The moment that is played now, in µs, and how fast. */
  readonly clock: () => { readonly us: number; readonly rate: number };
}

/** Gives a medium's sound beside its pictures, at rate 1 alone. */
export class SoundPacer {
  readonly #options: SoundPacerOptions;
  /** Up to where sound was given; `undefined` until the next look. */
  #givenUs: number | undefined;
  #run = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Of what was asked for last: a wait that finds another number is over. */
  #turn = 0;

  constructor(options: SoundPacerOptions) {
    this.#options = options;
  }

  /** The clock was set, to another place or rate. */
  follow(run: number): void {
    this.stop();
    this.#run = run;
    if (this.#options.medium.sounds && this.#options.sink.audio && this.#options.clock().rate === 1) this.#look();
  }

  stop(): void {
    this.#turn++;
    this.#givenUs = undefined;
    clearTimeout(this.#timer);
  }

  #look(): void {
    const turn = this.#turn;
    void this.#give(turn)
      // A medium that cannot be read says so of its pictures.
      .catch(() => undefined)
      .finally(() => {
        if (turn === this.#turn) this.#timer = setTimeout(() => this.#look(), LOOK_MS);
      });
  }

  async #give(turn: number): Promise<void> {
    const { medium, sink, clock } = this.#options;
    const nowUs = clock().us;
    const from = this.#givenUs;
    const afterUs = from === undefined || Math.abs(nowUs + LEAD_US - from) > LEAP_US ? nowUs : from;
    const untilUs = nowUs + LEAD_US;
    if (untilUs <= afterUs) return;
    const chunks = (await medium.sounds?.(afterUs, untilUs)) ?? [];
    if (turn !== this.#turn) return;
    // What still grows may get more of that time.
    this.#givenUs = medium.isGrowing ? (chunks.at(-1)?.receiveUs ?? from ?? nowUs) : untilUs;
    for (const chunk of chunks) sink.audio?.(chunk, this.#run);
  }
}
