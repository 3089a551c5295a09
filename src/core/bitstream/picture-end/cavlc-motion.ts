import type { BitCursor } from './bit-cursor';
import { type Partitions, partCount, Shape } from './partitions';
import type { SliceShape } from './slice-shape';

/**
 * Passes over ref_idx and mvd of an inter macroblock, 7.3.5.1 and 7.3.5.2.
 *
 * @param allRef0 P_8x8ref0, whose ref_idx are absent.
 */
export function skipCavlcMotion(bits: BitCursor, partitions: Partitions, slice: SliceShape, allRef0: boolean): void {
  const { count } = partitions;
  const lists = slice.isB ? 2 : 1;
  for (let list = 0; list < lists; list++) {
    const max = slice.maxRefIdx[list]!;
    if (max === 0 || allRef0) continue;
    for (let part = 0; part < count; part++) {
      if (((partitions.lists[part]! >> list) & 1) === 1) bits.te(max);
    }
  }
  for (let list = 0; list < lists; list++) {
    for (let part = 0; part < count; part++) {
      if (((partitions.lists[part]! >> list) & 1) === 0) continue;
      let mvds = partitions.shape === Shape.quarters ? partCount(partitions.subShapes[part]!) : 1;
      for (; mvds > 0; mvds--) {
        bits.ue();
        bits.ue();
      }
    }
  }
}
