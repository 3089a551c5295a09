import type { SampleIndex } from '../../media-file/sample-index';
import type { FileTrack } from './movie';
import { type TrackRun, trackFragments } from './track-fragment';

/** What goes on from one fragment to the next. */
export interface FragmentState {
  /** Decoding time behind the last sample, in the track's units: for a fragment that does not say its own (8.8.12). */
  dts: number;
}

/**
 * Adds the samples of a fragment that are of one track.
 *
 * @param moof body of the `moof`
 * @param moofAt where the `moof` begins in the file
 * @param fileBytes what reaches beyond is left out
 * @returns whether all of it was there and held together
 */
export function addFragment(
  moof: Uint8Array,
  moofAt: number,
  track: FileTrack,
  index: SampleIndex,
  state: FragmentState,
  fileBytes: number,
): boolean {
  const defaultsOf = (trackId: number) => (trackId === track.trackId ? track.defaults : undefined);
  for (const fragment of trackFragments(moof, 0, defaultsOf)) {
    if (!fragment) return false;
    state.dts = fragment.baseTime ?? state.dts;
    const base = fragment.baseOffset ?? moofAt;
    let at: number | undefined = base;
    for (const run of fragment.runs()) {
      const offset: number = run?.dataOffset === undefined ? at : base + run.dataOffset;
      at = run && addRun(run, { track, index, state, fileBytes, offset });
      if (at === undefined) return false;
    }
  }
  return true;
}

interface RunPlace {
  readonly track: FileTrack;
  readonly index: SampleIndex;
  readonly state: FragmentState;
  readonly fileBytes: number;
  /** Where its first sample lies. */
  readonly offset: number;
}

/** @returns where the run's last sample ends */
function addRun(run: TrackRun, { track, index, state, fileBytes, offset: from }: RunPlace): number | undefined {
  if (from < 0) return undefined;
  const scale = 1e6 / track.timescale;
  if (!run.hasFields && index.addRun && run.count > 0) {
    const { count, defaults } = run;
    const bytes = Math.max(defaults.bytes, track.minBytes ?? 0);
    const timeUs = Math.round(state.dts * scale + track.shiftUs);
    if (bytes === 0 || from + count * bytes > fileBytes) return undefined;
    state.dts += count * defaults.duration;
    const sample = { offset: from, bytes, timeUs, lengthUs: defaults.duration * scale, key: true };
    return index.addRun(sample, count) ? from + count * bytes : undefined;
  }
  let offset = from;
  const isAdded = run.every((bytes, duration, composition, key) => {
    if (offset + bytes > fileBytes) return false;
    const timeUs = Math.round(((state.dts + composition) * 1e6) / track.timescale + track.shiftUs);
    if (bytes > 0 && !index.add({ offset, bytes, timeUs, lengthUs: duration * scale, key })) return false;
    offset += bytes;
    state.dts += duration;
    // Without fields of its own a sample costs no bytes, so its number must be bounded by the file.
    return bytes > 0 || run.hasFields;
  });
  return isAdded ? offset : undefined;
}
