import type { RecordedTrack } from './recorded-movie';
import { isSync, type TrackRun, trackFragments } from './track-fragment';

/** Where a sample lies in its file. Times in units of its track. */
export interface RecordedSample {
  readonly offset: number;
  /** Of each. */
  readonly bytes: number;
  readonly duration: number;
  readonly compositionOffset: number;
  readonly key: boolean;
  /** So many that are alike lie here one behind the other. */
  readonly count: number;
}

/** Bytes of a box in front of its body. */
const BOX_HEAD = 8;

/** What a fragment holds of one track. */
export interface RecordedRun {
  readonly track: RecordedTrack;
  /** Decoding time of its first sample. */
  readonly baseTime: number;
  readonly samples: readonly RecordedSample[];
}

/**
 * Reads a `moof`, whole.
 *
 * @param moofOffset where it lies in its file
 * @returns the runs of the tracks that are known; `undefined` where it does not hold together
 */
export function readRecordedFragment(
  moof: Uint8Array,
  moofOffset: number,
  tracks: readonly RecordedTrack[],
): readonly RecordedRun[] | undefined {
  const found: RecordedRun[] = [];
  const trackOf = (trackId: number) => tracks.find((one) => one.trackId === trackId);
  for (const fragment of trackFragments(moof, BOX_HEAD, (trackId) => trackOf(trackId)?.defaults)) {
    const track = fragment && trackOf(fragment.trackId);
    if (!track || fragment.baseTime === undefined) return undefined;
    let { baseTime } = fragment;
    const base = fragment.baseOffset ?? moofOffset;
    let at = base;
    for (const run of fragment.runs()) {
      if (!run) return undefined;
      const samples = samplesOf(run, run.dataOffset === undefined ? at : base + run.dataOffset);
      if (!samples) return undefined;
      const last = samples.at(-1);
      if (!last) continue;
      found.push({ track, baseTime, samples });
      at = last.offset + last.bytes * last.count;
      for (const { duration, count } of samples) baseTime += duration * count;
    }
  }
  return found;
}

function samplesOf(run: TrackRun, from: number): readonly RecordedSample[] | undefined {
  const { count, defaults, hasFields, firstFlags } = run;
  if (!hasFields) {
    // Nothing would bound how many samples there are that are not alike.
    if (firstFlags !== undefined) return undefined;
    const { duration, bytes, flags } = defaults;
    return count === 0 ? [] : [{ offset: from, bytes, duration, compositionOffset: 0, key: isSync(flags), count }];
  }
  const samples: RecordedSample[] = [];
  let offset = from;
  run.every((bytes, duration, compositionOffset, key) => {
    samples.push({ offset, bytes, duration, compositionOffset, key, count: 1 });
    offset += bytes;
    return true;
  });
  return samples;
}
