import { findStartCode } from '../annex-b';
import { hevcNalType, isSliceSegment } from './nal';

/** A NAL unit of an access unit: a view from its header to its last byte. */
export interface HevcNalUnit {
  readonly type: number;
  readonly nal: Uint8Array;
}

/** The NAL units in front of an access unit's first slice segment. The slices are not scanned. @param data Annex B */
export function* eachHevcNal(data: Uint8Array): Generator<HevcNalUnit> {
  for (let at = findStartCode(data, 0, data.length); at !== -1 && at + 3 < data.length; ) {
    const start = at + 3;
    const type = hevcNalType(data[start]!);
    if (isSliceSegment(type)) return;
    at = findStartCode(data, start, data.length);
    let end = at === -1 ? data.length : at;
    while (end > start && data[end - 1] === 0) end--;
    yield { type, nal: data.subarray(start, end) };
  }
}
