import { type AccessUnit, asBeginning, isEntry } from './access-unit';

/** Most pictures and bytes that a group keeps: 20 s at 30 pictures a second, and a few seconds of the fattest stream. */
export interface GroupLimits {
  readonly pictures: number;
  readonly bytes: number;
}

const DEFAULT_LIMITS: GroupLimits = { pictures: 600, bytes: 32 * 1024 * 1024 };

/**
 * The pictures since the last entry from which the newest is right: what a newcomer needs before the live ones. Within intra
 * refresh that is not the last entry of all until its count has passed. A group that outgrows its limits is let go of, and a
 * newcomer waits for the next entry instead.
 */
export class PictureGroup {
  #units: AccessUnit[] = [];
  #bytes = 0;
  /** Where a later entry stands whose count has not passed, and the last picture that it leaves wrong. */
  #later: { readonly at: number; readonly until: number } | undefined;
  readonly #limits: GroupLimits;

  constructor(limits: GroupLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Takes the next picture of the stream. */
  push(unit: AccessUnit): void {
    if (unit.key || unit.afterLoss) this.clear();
    else if (this.#units.length === 0 && !isEntry(unit)) return;
    else if (isEntry(unit)) this.#noteEntry(unit);
    this.#units.push(unit);
    this.#bytes += unit.data.length;
    const isRight = this.#later && this.#units.length > this.#later.until;
    if (isRight || this.#isTooLarge) this.#beginLater();
    if (this.#isTooLarge) this.clear();
  }

  /** Forgets all: the link broke, and what follows does not continue what was. */
  clear(): void {
    this.#units = [];
    this.#bytes = 0;
    this.#later = undefined;
  }

  /** From the entry on, which is a beginning, in order; empty where there is none. */
  get pictures(): readonly AccessUnit[] {
    return this.#units;
  }

  get #isTooLarge(): boolean {
    return this.#units.length > this.#limits.pictures || this.#bytes > this.#limits.bytes;
  }

  #noteEntry({ entry }: AccessUnit): void {
    const at = this.#units.length;
    if (at === 0 || this.#later) return;
    this.#later = { at, until: at + (typeof entry === 'object' ? entry.recovery : 0) };
  }

  /** Leaves out what stands before the later entry; where there is none, all. */
  #beginLater(): void {
    const [first, ...rest] = this.#later ? this.#units.slice(this.#later.at) : [];
    this.#units = first ? [asBeginning(first), ...rest] : [];
    this.#bytes = this.#units.reduce((sum, { data }) => sum + data.length, 0);
    this.#later = undefined;
  }
}
