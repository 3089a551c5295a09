import { readEntry } from '#core/bitstream/decoder-start/recovery-point';
import type { FileContents } from './file-contents';

/** Key pictures that are looked at before a file is believed. */
const PROBED = 4;
/** At most so many are looked at. */
const MAX_PROBED = 100_000;

/**
 * Decoding of H.264 begins with an IDR picture or a recovery point, and files also call others key pictures. Where one of the
 * first is no IDR picture, all are looked at.
 */
export async function findTrueKeys(contents: Pick<FileContents, 'codec' | 'index' | 'load'>): Promise<void> {
  const { codec, index } = contents;
  if (codec !== 'h264') return;
  let isBelieved = true;
  let place = index.nextKey(-1);
  for (let count = 0; place !== undefined && count < MAX_PROBED && (count < PROBED || !isBelieved); count++) {
    const next = index.nextKey(place);
    const unit = await contents.load(place);
    const entry = unit && readEntry(unit);
    if (unit && entry !== 'idr') {
      isBelieved = false;
      if (entry === undefined) index.demote(place);
      else index.refreshes(place, entry.recovery);
    }
    place = next;
  }
}
