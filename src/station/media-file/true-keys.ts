import { findStartCode } from '#core/bitstream/annex-b';
import { hasSliceHeader, NalUnitType, nalUnitType } from '#core/bitstream/nal';
import type { FileContents } from './file-contents';

/** Key pictures that are looked at before a file is believed. */
const PROBED = 4;
/** At most so many are looked at. */
const MOST_PROBED = 100_000;

/**
 * Decoders begin H.264 with an IDR picture, and files also call others key pictures, which were encoded with an open group.
 * Where one of the first is none, all are looked at.
 */
export async function findTrueKeys(contents: Pick<FileContents, 'codec' | 'index' | 'load'>): Promise<void> {
  const { codec, index } = contents;
  if (codec !== 'h264') return;
  let isBelieved = true;
  let place = index.nextKey(-1);
  for (let count = 0; place !== undefined && count < MOST_PROBED && (count < PROBED || !isBelieved); count++) {
    const next = index.nextKey(place);
    const unit = await contents.load(place);
    if (unit && !isIdr(unit)) {
      isBelieved = false;
      index.demote(place);
    }
    place = next;
  }
}

function isIdr(unit: Uint8Array): boolean {
  for (let at = findStartCode(unit, 0, unit.length); at !== -1 && at + 3 < unit.length; ) {
    const type = nalUnitType(unit[at + 3]!);
    if (hasSliceHeader(type)) return type === NalUnitType.sliceIdr;
    at = findStartCode(unit, at + 3, unit.length);
  }
  return false;
}
