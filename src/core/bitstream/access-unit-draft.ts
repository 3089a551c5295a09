import type { NeededSet, Picture } from './nal-rules';
import type { NalRange } from './open-picture';
import { type Range, splice } from './splice';

/** A slice of the picture. */
export interface DraftSlice {
  /** Its header byte. */
  readonly start: number;
  /** Of its first macroblock. */
  readonly address: number;
  /** Set once a start code behind the slice has been found, `next`: where it ends, and when its last byte arrived. */
  behind?: { readonly end: number; readonly endUs: number; readonly next: number };
}

/** What is known of the access unit that is being put together; its bytes are in the splitter's window. */
export class AccessUnitDraft<Slice> {
  /** NAL units so far. */
  nalUnits = 0;
  readonly slices: DraftSlice[] = [];
  picture: Picture<Slice> | undefined;
  /** All slices so far refer to no other picture. */
  isIntra = true;
  /** Of the recovery point that stands before the slices. */
  recovery: number | undefined;
  /** Behind the access unit delimiter, where parameter sets go. */
  parameterSetsAt = 0;
  /**
   * A NAL unit stands behind the slices that may belong to the same picture's next: the access unit ends before it if
   * another picture follows.
   */
  tentative: { readonly end: number; readonly endUs: number; readonly from: number } | undefined;
  readonly #cuts: Range[] = [];
  /** Where the parameter sets stand that came with this access unit, by the table's key. */
  readonly #sets = new Map<string, Range>();

  /** @param firstBit see `NalRules.firstBit` */
  addSlice(start: number, slice: Slice, address: number, firstBit: number): void {
    this.picture = { first: this.picture?.first ?? slice, slice, firsts: (this.picture?.firsts ?? 0) | firstBit };
    this.slices.push({ start, address });
  }

  /** All slices but the last, which are complete. */
  earlierSlices(): NalRange[] {
    return this.slices.slice(0, -1).map(({ start, behind }) => ({ start, end: behind?.end ?? start }));
  }

  /** Leaves a NAL unit out of what is written. */
  cut(from: number, to: number): void {
    this.#cuts.push({ from, to });
  }

  /** A parameter set of this access unit. One that came before under the same key is left out. */
  addSet(key: string, from: number, to: number): void {
    const before = this.#sets.get(key);
    if (before) this.#cuts.push(before);
    this.#sets.set(key, { from, to });
  }

  /**
   * Copies the access unit out of the window, without what was cut.
   *
   * @param window from the access unit's first byte to behind its last.
   * @param needed the sets of a key picture: put in behind the delimiter unless it holds every one of them itself.
   */
  write(window: Uint8Array, needed: readonly NeededSet[] | undefined): Uint8Array {
    const missing = needed ? this.#replaceSets(needed) : [];
    if (missing.length === 0 && this.#cuts.length === 0) return window.slice();
    return splice(window, this.#cuts, this.parameterSetsAt, missing);
  }

  /**
   * Sets that the picture does not refer to are left out, lest they be taken for its own.
   *
   * @returns nothing where the picture holds all; else all, and those that it holds are cut, to keep their order.
   */
  #replaceSets(needed: readonly NeededSet[]): readonly Uint8Array[] {
    for (const [key, held] of this.#sets) if (!needed.some((set) => set.key === key)) this.#cuts.push(held);
    if (needed.every(({ key }) => this.#sets.has(key))) return [];
    for (const { key } of needed) {
      const held = this.#sets.get(key);
      if (held) this.#cuts.push(held);
    }
    return needed.map(({ nal }) => nal);
  }
}
