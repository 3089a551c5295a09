import type { AudioChunk } from '#core/media/audio-chunk';
import type { Text } from '#core/texts/text';
import type { Stream } from '../hub/stream';
import type { SoundPool, SoundProgram } from './sound-pool';
import type { PcmListener, SoundToPcm } from './sound-to-pcm';

/** How a stream's sound becomes PCM for somebody. */
export type SoundMaking =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly dropped: number; readonly restarts: number }
  /** It cannot; `message` says what to do. */
  | { readonly state: 'impossible'; readonly message: Text };

/** How long a problem is taken for granted: programs are installed by people. */
const ASK_AGAIN_MS = 2000;

interface Making {
  /** What it is made of: what is live, by one for all, or what is played, by one of its own. */
  readonly own?: SoundToPcm;
  readonly program: SoundProgram;
  readonly leave: () => void;
}

/** One taker's way to a stream's sound as PCM: live, or played back. */
export class AsPcm {
  readonly #stream: Stream;
  readonly #pool: SoundPool;
  readonly #give: PcmListener;
  #making: Making | undefined;
  #problem: { readonly message: Text; readonly atMs: number } | undefined;

  constructor(stream: Stream, pool: SoundPool, give: PcmListener) {
    this.#stream = stream;
    this.#pool = pool;
    this.#give = give;
  }

  get state(): SoundMaking {
    if (this.#problem) return { state: 'impossible', message: this.#problem.message };
    if (!this.#making) return { state: 'none' };
    const { dropped, restarts } = this.#making.program;
    return { state: 'running', dropped, restarts };
  }

  /** A packet that is to become PCM. @param run of what is played back */
  take(chunk: AudioChunk, run: number | undefined): void {
    const isOwn = run !== undefined;
    if (this.#making && (this.#making.own !== undefined) !== isOwn) this.leave();
    this.#making ??= this.#begin(isOwn);
    // What is live the program hears itself.
    this.#making?.own?.push(chunk, run);
  }

  /** Nothing is to be made any more. */
  leave(): void {
    this.#making?.leave();
    this.#making = undefined;
    this.#problem = undefined;
  }

  #begin(isOwn: boolean): Making | undefined {
    const atMs = performance.now();
    if (this.#problem && atMs - this.#problem.atMs < ASK_AGAIN_MS) return undefined;
    const begun = isOwn ? this.#beginOwn() : this.#pool.watch(this.#stream, this.#give);
    this.#problem = 'program' in begun ? undefined : { message: begun, atMs };
    return 'program' in begun ? begun : undefined;
  }

  #beginOwn(): Making | Text {
    const begun = this.#pool.open(this.#stream.info.id, this.#give);
    return 'program' in begun ? { ...begun, own: begun.program } : begun;
  }
}
