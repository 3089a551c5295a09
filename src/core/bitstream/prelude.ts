import { findStartCode } from './annex-b';
import { hasSliceHeader, NalUnitType, nalUnitType } from './nal';
import type { NalRange } from './open-picture';

/** What stands in front of an access unit's first slice, and where that begins. */
export interface Prelude {
  readonly sps: readonly NalRange[];
  readonly pps: readonly NalRange[];
  readonly sei: readonly NalRange[];
  /** Header byte of the first slice; −1 where there is none. */
  readonly slice: number;
}

/** Most pictures have neither, and shall not cost an array. */
const NONE: readonly NalRange[] = [];

/**
 * Looks at an access unit up to its first slice and no further, so it costs nothing on a picture that begins with one.
 *
 * @param data Annex B.
 */
export function readPrelude(data: Uint8Array): Prelude {
  let sps = NONE;
  let pps = NONE;
  let sei = NONE;
  for (let at = findStartCode(data, 0, data.length); at !== -1 && at + 3 < data.length; ) {
    const start = at + 3;
    const type = nalUnitType(data[start]!);
    if (hasSliceHeader(type)) return { sps, pps, sei, slice: start };
    at = findStartCode(data, start, data.length);
    let end = at === -1 ? data.length : at;
    while (data[end - 1] === 0) end--;
    if (type === NalUnitType.sps) sps = [...sps, { start, end }];
    else if (type === NalUnitType.pps) pps = [...pps, { start, end }];
    else if (type === NalUnitType.sei) sei = [...sei, { start, end }];
  }
  return { sps, pps, sei, slice: -1 };
}
