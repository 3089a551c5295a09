import type { Range } from '../splice';
import type { NeededHevcSet } from './hevc-set-table';
import type { HevcSliceStart } from './slice-start';

/** What is known of the access unit that is being put together; its bytes are in the splitter's window. */
export class HevcDraft {
  /** NAL units so far. */
  nalUnits = 0;
  /** The latest slice segment's start; `undefined` before the first. */
  slice: HevcSliceStart | undefined;
  /** The picture's first slice segment has come. */
  hasFirst = false;
  /** Behind the access unit delimiter, where parameter sets go. */
  parameterSetsAt = 0;
  /** What is left out of what is written. */
  readonly cuts: Range[] = [];
  readonly #sets = new Map<string, Range>();

  /** A parameter set of this access unit, by the table's key. */
  addSet(key: string, range: Range): void {
    const before = this.#sets.get(key);
    if (before) this.cuts.push(before);
    this.#sets.set(key, range);
  }

  /** @returns nothing where the picture holds all; else all, and those that it holds are cut, to keep their order. */
  replaceSets(needed: readonly NeededHevcSet[]): readonly Uint8Array[] {
    if (needed.every(({ key }) => this.#sets.has(key))) return [];
    for (const { key } of needed) {
      const held = this.#sets.get(key);
      if (held) this.cuts.push(held);
    }
    return needed.map(({ nal }) => nal);
  }
}
