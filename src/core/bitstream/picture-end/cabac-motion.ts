import type { CabacDecoder } from './cabac-decoder';
import { readAbsMvd, readRefIdx } from './cabac-syntax';
import { Field, MVD_CAP, type Neighbours } from './neighbours';
import { type Partitions, partCount, Shape } from './partitions';
import type { SliceShape } from './slice-shape';

/**
 * ref_idx and mvd of an inter macroblock, 7.3.5.1 and 7.3.5.2, in the parts that `partitions` says.
 * Returns false where a value is out of its range.
 */
export function skipMotion(cabac: CabacDecoder, near: Neighbours, partitions: Partitions, slice: SliceShape): boolean {
  const lists = slice.isB ? 2 : 1;
  for (let list = 0; list < lists; list++) if (!skipRefIdx(cabac, near, partitions, list, slice)) return false;
  for (let list = 0; list < lists; list++) if (!skipMvds(cabac, near, partitions, list)) return false;
  return true;
}

/** B_Direct_16x16 and B_Skip leave no motion to the contexts of their neighbours: ref_idx and mvd count as 0. */
function skipRefIdx(
  cabac: CabacDecoder,
  near: Neighbours,
  partitions: Partitions,
  list: number,
  slice: SliceShape,
): boolean {
  const { bytes } = near;
  const left = Field.refIdx + 2 * list;
  const top = near.top + left;
  const max = slice.maxRefIdx[list]!;
  const { shape, count } = partitions;
  for (let part = 0; part < count; part++) {
    const x = shape === Shape.columns ? part : shape === Shape.quarters ? part & 1 : 0;
    const y = shape === Shape.rows ? part : shape === Shape.quarters ? part >> 1 : 0;
    let above0 = 0;
    if (max > 0 && ((partitions.lists[part]! >> list) & 1) === 1) {
      const value = readRefIdx(cabac, bytes[left + y]! + 2 * bytes[top + x]!);
      if (value > max) return false;
      above0 = value > 0 ? 1 : 0;
    }
    bytes[left + y] = above0;
    bytes[top + x] = above0;
    if (shape === Shape.whole || shape === Shape.columns) bytes[left + 1] = above0;
    if (shape === Shape.whole || shape === Shape.rows) bytes[top + 1] = above0;
  }
  return true;
}

function skipMvds(cabac: CabacDecoder, near: Neighbours, partitions: Partitions, list: number): boolean {
  const { shape, count } = partitions;
  for (let part = 0; part < count; part++) {
    const coded = ((partitions.lists[part]! >> list) & 1) === 1;
    if (shape !== Shape.quarters) {
      const width = shape === Shape.columns ? 2 : 4;
      const height = shape === Shape.rows ? 2 : 4;
      const x = shape === Shape.columns ? 2 * part : 0;
      const y = shape === Shape.rows ? 2 * part : 0;
      if (!skipMvd(cabac, near, list, coded, x, y, width, height)) return false;
      continue;
    }
    const sub = coded ? partitions.subShapes[part]! : Shape.whole;
    const width = sub === Shape.whole || sub === Shape.rows ? 2 : 1;
    const height = sub === Shape.whole || sub === Shape.columns ? 2 : 1;
    const x = 2 * (part & 1);
    const y = part & 2;
    const subCount = partCount(sub);
    for (let i = 0; i < subCount; i++) {
      const dx = sub === Shape.columns ? i : sub === Shape.quarters ? i & 1 : 0;
      const dy = sub === Shape.rows ? i : sub === Shape.quarters ? i >> 1 : 0;
      if (!skipMvd(cabac, near, list, coded, x + dx, y + dy, width, height)) return false;
    }
  }
  return true;
}

/** One mvd, of the part at (x, y) of a size in 4x4 blocks; 0 where the part has none for this list. */
function skipMvd(
  cabac: CabacDecoder,
  near: Neighbours,
  list: number,
  coded: boolean,
  x: number,
  y: number,
  width: number,
  height: number,
): boolean {
  const { bytes } = near;
  const left = Field.mvd + 8 * list;
  const top = near.top + left;
  let horizontal = 0;
  let vertical = 0;
  if (coded) {
    horizontal = readAbsMvd(cabac, 40, bytes[left + y]! + bytes[top + x]!);
    vertical = readAbsMvd(cabac, 47, bytes[left + 4 + y]! + bytes[top + 4 + x]!);
    if (horizontal < 0 || vertical < 0) return false;
    if (horizontal > MVD_CAP) horizontal = MVD_CAP;
    if (vertical > MVD_CAP) vertical = MVD_CAP;
  }
  for (let i = y; i < y + height; i++) {
    bytes[left + i] = horizontal;
    bytes[left + 4 + i] = vertical;
  }
  for (let i = x; i < x + width; i++) {
    bytes[top + i] = horizontal;
    bytes[top + 4 + i] = vertical;
  }
  return true;
}
