/** Between what the last seconds say and the play-out: what an unlucky thread costs. */
const MARGIN_US = 2000;
/** How far behind its picture sound may be so as to have no gaps: a person notices 40 ms, of which what shows pictures takes some. */
const STEP_US = 25_000;
/** As long as a piece's lateness counts. */
const MEMORY_US = 3e6;
/** This share of the pieces is to be heard, however late they come. */
const TYPICAL = 0.85;
/** What is heard follows what is said by no more, however late pieces come. */
const MAX_DELAY_US = 1e6;
/** Where all pieces are too late for so long, the link has become slower: what was before counts no more. */
const PATIENCE_US = 250_000;
/** Sound that is behind by more is caught up by leaving out, else by playing it quicker. */
const LEAVE_OUT_US = 12_000;
/** Sound that is early by more waits in silence, else it is played slower. */
const WAIT_US = 15_000;
/** Sound that is behind by more begins anew, in place of what was to be heard: pictures that are caught up with, a clock that leapt. */
const ANEW_US = 300_000;
/** A pitch that differs by so little is not heard. */
const MAX_RATE = 0.005;
/** An error is to be gone in so long. */
const CORRECT_IN_US = 1e6;
/** How much one piece's error counts against those before it. */
const SMOOTHING = 0.15;
/** A sender that takes nothing for longer is pausing: the silence is no fault. */
const PAUSE_US = 50_000;

/** A piece of sound that is to be played. µs, all but the length on the clock of what is heard. */
export interface Piece {
  /** When its first sample was taken. */
  readonly takenUs: number;
  /** The earliest time at which anything that is given out now can be heard. */
  readonly earliestUs: number;
  readonly lengthUs: number;
  /** How long after it was taken the stream's picture is shown; `undefined` where none is. */
  readonly pictureDelayUs: number | undefined;
}

/** How a piece is heard. */
export type Placing =
  /** Not at all: it comes too late. */
  | { readonly how: 'late' }
  /** After silence, or in place of all that is still to be heard, without its first `withoutUs`. */
  | { readonly how: 'begin'; readonly startUs: number; readonly withoutUs: number }
  /** Directly behind the one before, `rate` times as quick, and with `withoutUs` left out. */
  | { readonly how: 'join'; readonly startUs: number; readonly rate: number; readonly withoutUs: number };

/** How well sound is in step. */
export interface PlayOutFigures {
  /** From taken to heard. µs. */
  readonly delayUs: number;
  /** How long after its picture it is heard. µs; `undefined` where there is no picture. */
  readonly stepUs: number | undefined;
  /** Times that there was nothing to play while more was to come. */
  readonly underruns: number;
  /** Pieces that came too late to be heard. */
  readonly late: number;
  /** Left out in all, to be in step again. µs. */
  readonly leftOutUs: number;
}

/**
 * Decides when pieces of sound are heard: with the picture that they belong to, where they come early enough. Else they are
 * late by as little as the last seconds allow: up to what a person notices so that even the latest of them is heard, beyond
 * that so that most are, since a gap now and then is better than lips that are not in step. No picture is held.
 */
export class PlayOut {
  #lateness: { readonly us: number; readonly atUs: number }[] = [];
  #endUs: number | undefined;
  #takenEndUs: number | undefined;
  #lateSinceUs: number | undefined;
  #errorUs = 0;
  #figures: PlayOutFigures = { delayUs: 0, stepUs: undefined, underruns: 0, late: 0, leftOutUs: 0 };

  get figures(): PlayOutFigures {
    return this.#figures;
  }

  /** Where the piece goes. The caller says with `placed` where it ends. */
  place(piece: Piece): Placing {
    const { takenUs, earliestUs, lengthUs } = piece;
    this.#lateness.push({ us: earliestUs - takenUs, atUs: earliestUs });
    this.#lateness = this.#lateness.filter(({ atUs }) => atUs > earliestUs - MEMORY_US);
    const pauses = this.#takenEndUs === undefined || takenUs - this.#takenEndUs > PAUSE_US;
    this.#takenEndUs = takenUs + lengthUs;
    const endUs = this.#endUs;
    const isDry = endUs === undefined || endUs < earliestUs;
    if (isDry && !pauses && endUs !== undefined) this.#count({ underruns: 1 });
    const idealUs = takenUs + this.#delayUs(piece.pictureDelayUs);
    const placing = isDry ? this.#begin(idealUs, piece) : this.#join(idealUs, endUs, piece);
    if (placing.how === 'late') {
      this.#endUs = undefined;
      return placing;
    }
    this.#lateSinceUs = undefined;
    const delayUs = placing.startUs - placing.withoutUs - takenUs;
    const { pictureDelayUs } = piece;
    const stepUs = pictureDelayUs === undefined ? undefined : delayUs - pictureDelayUs;
    this.#figures = { ...this.#figures, delayUs, stepUs };
    return placing;
  }

  /** The piece that was placed last ends here, and without so much of it. */
  placed(endUs: number, leftOutUs: number): void {
    this.#endUs = endUs;
    this.#errorUs += leftOutUs;
    this.#count({ leftOutUs });
  }

  #delayUs(pictureDelayUs: number | undefined): number {
    const sorted = this.#lateness.map(({ us }) => us).toSorted((a, b) => a - b);
    const all = (sorted.at(-1) ?? 0) + MARGIN_US;
    if (pictureDelayUs === undefined) return all;
    const most = (sorted[Math.floor((sorted.length - 1) * TYPICAL)] ?? 0) + MARGIN_US;
    return Math.min(
      pictureDelayUs + MAX_DELAY_US,
      Math.max(pictureDelayUs, most, Math.min(all, pictureDelayUs + STEP_US)),
    );
  }

  #begin(idealUs: number, piece: Piece): Placing {
    this.#errorUs = 0;
    const { earliestUs, lengthUs } = piece;
    const lateUs = earliestUs - idealUs;
    if (lateUs <= 0) return { how: 'begin', startUs: idealUs, withoutUs: 0 };
    if (lateUs < lengthUs / 2) return { how: 'begin', startUs: earliestUs, withoutUs: lateUs };
    this.#lateSinceUs ??= earliestUs;
    if (earliestUs - this.#lateSinceUs > PATIENCE_US) {
      const sinceUs = this.#lateSinceUs;
      this.#lateSinceUs = undefined;
      this.#lateness = this.#lateness.filter(({ atUs }) => atUs >= sinceUs);
      const startUs = piece.takenUs + this.#delayUs(piece.pictureDelayUs);
      if (startUs >= earliestUs) return { how: 'begin', startUs, withoutUs: 0 };
    }
    this.#count({ late: 1 });
    return { how: 'late' };
  }

  #join(idealUs: number, endUs: number, piece: Piece): Placing {
    const { lengthUs } = piece;
    if (endUs - idealUs > ANEW_US) return this.#begin(idealUs, piece);
    this.#errorUs += SMOOTHING * (idealUs - endUs - this.#errorUs);
    const errorUs = this.#errorUs;
    if (errorUs > WAIT_US) {
      this.#errorUs = 0;
      return { how: 'begin', startUs: idealUs, withoutUs: 0 };
    }
    if (errorUs < -LEAVE_OUT_US) {
      return { how: 'join', startUs: endUs, rate: 1, withoutUs: Math.min(-errorUs, lengthUs / 2) };
    }
    const rate = 1 - Math.max(-MAX_RATE, Math.min(MAX_RATE, errorUs / CORRECT_IN_US));
    return { how: 'join', startUs: endUs, rate, withoutUs: 0 };
  }

  #count({
    underruns = 0,
    late = 0,
    leftOutUs = 0,
  }: Partial<Pick<PlayOutFigures, 'underruns' | 'late' | 'leftOutUs'>>): void {
    const before = this.#figures;
    this.#figures = {
      ...before,
      underruns: before.underruns + underruns,
      late: before.late + late,
      leftOutUs: before.leftOutUs + leftOutUs,
    };
  }
}
