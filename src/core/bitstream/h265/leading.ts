import { findStartCode } from '../annex-b';
import { HevcNalType, hevcNalType, isSliceSegment } from './nal';

/**
 * Whether a picture is one that leads a CRA picture and refers to what was before it (RASL): skipped where decoding begins
 * there.
 */
export function isSkippedLeading(data: Uint8Array): boolean {
  for (let at = findStartCode(data, 0, data.length); at !== -1; at = findStartCode(data, at + 3, data.length)) {
    const type = hevcNalType(data[at + 3] ?? 0xff);
    if (isSliceSegment(type)) return type === HevcNalType.raslN || type === HevcNalType.raslR;
  }
  return false;
}
