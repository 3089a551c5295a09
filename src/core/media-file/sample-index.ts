import type { IndexedPicture } from './picture-index';

/** One sample of a file, whatever its track is of. */
export interface IndexedSample extends IndexedPicture {
  /** How long it lasts, as the file says. µs. */
  readonly lengthUs: number;
}

/** What the samples of a track are written down in. */
export interface SampleIndex {
  /** @returns whether there was room */
  add(sample: IndexedSample): boolean;
  /** Takes as many that are alike and lie one behind the other; absent where each is of interest. `lengthUs` may be a fraction. */
  addRun?(sample: IndexedSample, count: number): boolean;
}
