import { trackFragments } from './track-fragment';

/** What a fragment of ours holds of pictures. */
export interface FragmentEnd {
  readonly pictures: number;
  /** Where its last picture ends, in µs from the file's beginning; 0 where it holds none. */
  readonly endUs: number;
}

/** The track of pictures, which is timed in µs. */
const VIDEO_TRACK = 1;
/** Our head says nothing once for all samples: a length that no fragment tells is unknown. */
const NOTHING_SAID = { duration: Number.NaN, bytes: 0, flags: 0 } as const;

/** Reads a `moof` that `mediaSegment` made, of this or an earlier release. @returns `undefined` for one that does not hold together */
export function fragmentEnd(moof: Uint8Array): FragmentEnd | undefined {
  let pictures = 0;
  let endUs = 0;
  for (const fragment of trackFragments(moof, 8, () => NOTHING_SAID)) {
    const runs = fragment && [...fragment.runs()];
    if (!runs || runs.length === 0 || fragment.baseTime === undefined) return undefined;
    let lengthUs = 0;
    for (const run of runs) {
      if (!run || run.dataOffset === undefined) return undefined;
      if (fragment.trackId !== VIDEO_TRACK) continue;
      pictures += run.count;
      if (!run.hasFields) lengthUs += run.count * run.defaults.duration;
      else
        run.every((_, duration) => {
          lengthUs += duration;
          return true;
        });
    }
    if (Number.isNaN(lengthUs)) return undefined;
    if (fragment.trackId === VIDEO_TRACK) endUs = Math.max(endUs, fragment.baseTime + lengthUs);
  }
  return { pictures, endUs };
}
