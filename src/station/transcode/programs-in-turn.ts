import type { AccessUnit } from '#core/media/access-unit';
import type { PlaybackMaking } from './h264-pool';

/** One that is to give what it holds and does not end by then never will. */
const MAX_ENDING_MS = 5000;

interface Program {
  readonly making: PlaybackMaking;
  /** What came out before its turn: at most the group that it was given. */
  readonly held: AccessUnit[];
  isEnded: boolean;
  timer?: NodeJS.Timeout;
}

/**
 * Programs that follow each other, of which one may still give what it holds while the next already works. Their pictures
 * refer to pictures of their own alone, so none of a later one is handed on before all of the earlier ones are: mixed, a
 * decoder would make pictures of them that never were.
 */
export class ProgramsInTurn {
  readonly #give: (unit: AccessUnit) => void;
  readonly #onEnd: () => void;
  #programs: Program[] = [];

  /** @param onEnd one of them has ended, and another may be begun */
  constructor(give: (unit: AccessUnit) => void, onEnd: () => void) {
    this.#give = give;
    this.#onEnd = onEnd;
  }

  /** Those that run, with those that only give what they hold. */
  get size(): number {
    return this.#programs.length;
  }

  /** Takes what a program gives, after all of those before it. */
  begin(making: PlaybackMaking): void {
    const program: Program = { making, held: [], isEnded: false };
    this.#programs.push(program);
    making.transcoder.output.subscribe({
      picture: (unit) => {
        if (program === this.#programs[0]) this.#give(unit);
        else if (this.#programs.includes(program)) program.held.push(unit);
      },
    });
  }

  /** Nothing more goes into it: it gives what it holds, and ends. */
  finish(making: PlaybackMaking): void {
    const program = this.#programs.find((one) => one.making === making);
    if (!program) return;
    program.timer = setTimeout(() => making.release(), MAX_ENDING_MS);
    making.transcoder.finish(() => {
      clearTimeout(program.timer);
      making.release();
      program.isEnded = true;
      this.#goOn();
    });
  }

  /** Ends all of them; what they hold is not wanted. */
  release(): void {
    const programs = this.#programs;
    this.#programs = [];
    for (const { making, timer } of programs) {
      clearTimeout(timer);
      making.release();
    }
  }

  #goOn(): void {
    for (let first = this.#programs[0]; first?.isEnded; first = this.#programs[0]) {
      this.#programs.shift();
      for (const unit of this.#programs[0]?.held.splice(0) ?? []) this.#give(unit);
    }
    this.#onEnd();
  }
}
