import type { SampleIndex } from '../sample-index';
import { BoxReader, boxesIn, boxOf, type Mp4Box } from './box-reader';
import type { FileTrack, SampleDefaults } from './movie';

/** Flags of `tfhd` (ISO/IEC 14496-12, 8.8.7.1). */
const BASE_DATA_OFFSET = 0x1;
const SAMPLE_DESCRIPTION = 0x2;
const DEFAULT_DURATION = 0x8;
const DEFAULT_SIZE = 0x10;
const DEFAULT_FLAGS = 0x20;
/** Flags of `trun` (8.8.8.1). */
const DATA_OFFSET = 0x1;
const FIRST_FLAGS = 0x4;
const DURATIONS = 0x100;
const SIZES = 0x200;
const FLAGS = 0x400;
const COMPOSITION_OFFSETS = 0x800;
/** sample_is_non_sync_sample (8.8.3.1). */
const NON_SYNC = 0x10000;

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
  for (const traf of boxesIn(moof)) {
    if (traf.type !== 'traf') continue;
    const head = readHead(moof, traf, track.defaults);
    if (!head) return false;
    if (head.trackId !== track.trackId) continue;
    const tfdt = boxOf(moof, 'tfdt', traf.from, traf.to);
    if (tfdt) {
      const reader = new BoxReader(moof, tfdt.from, tfdt.to);
      const isLong = reader.u8() === 1;
      reader.skip(3);
      state.dts = isLong ? reader.u64() : reader.u32();
    }
    let at = head.baseOffset ?? moofAt;
    const base = at;
    for (const trun of boxesIn(moof, traf.from, traf.to)) {
      if (trun.type !== 'trun') continue;
      const end = addRun(moof, trun, { track, index, state, fileBytes, base, at, defaults: head.defaults });
      if (end === undefined) return false;
      at = end;
    }
  }
  return true;
}

interface TrackFragmentHead {
  readonly trackId: number;
  readonly baseOffset?: number;
  readonly defaults: SampleDefaults;
}

function readHead(moof: Uint8Array, traf: Mp4Box, defaults: SampleDefaults): TrackFragmentHead | undefined {
  const tfhd = boxOf(moof, 'tfhd', traf.from, traf.to);
  if (!tfhd) return undefined;
  const reader = new BoxReader(moof, tfhd.from, tfhd.to);
  const flags = reader.u32() & 0xffffff;
  const trackId = reader.u32();
  const baseOffset = flags & BASE_DATA_OFFSET ? reader.u64() : undefined;
  if (flags & SAMPLE_DESCRIPTION) reader.skip(4);
  const own = {
    duration: flags & DEFAULT_DURATION ? reader.u32() : defaults.duration,
    size: flags & DEFAULT_SIZE ? reader.u32() : defaults.size,
    flags: flags & DEFAULT_FLAGS ? reader.u32() : defaults.flags,
  };
  if (reader.overrun) return undefined;
  return { trackId, ...(baseOffset !== undefined && { baseOffset }), defaults: own };
}

interface RunPlace {
  readonly track: FileTrack;
  readonly index: SampleIndex;
  readonly state: FragmentState;
  readonly fileBytes: number;
  /** What a run's data offset counts from, and where it begins without one. */
  readonly base: number;
  readonly at: number;
  readonly defaults: SampleDefaults;
}

/** @returns where the run's last sample ends */
function addRun(moof: Uint8Array, trun: Mp4Box, place: RunPlace): number | undefined {
  const { track, index, state, fileBytes, base, defaults } = place;
  const reader = new BoxReader(moof, trun.from, trun.to);
  const flags = reader.u32() & 0xffffff;
  const count = reader.u32();
  let offset = flags & DATA_OFFSET ? base + reader.i32() : place.at;
  const firstFlags = flags & FIRST_FLAGS ? reader.u32() : undefined;
  const fields = [DURATIONS, SIZES, FLAGS, COMPOSITION_OFFSETS].filter((field) => flags & field).length;
  if (reader.overrun || reader.left < count * fields * 4 || offset < 0) return undefined;
  const scale = 1e6 / track.timescale;
  if (fields === 0 && index.addRun && count > 0) {
    const bytes = Math.max(defaults.size, track.leastBytes ?? 0);
    const timeUs = Math.round(state.dts * scale + track.shiftUs);
    if (bytes === 0 || offset + count * bytes > fileBytes) return undefined;
    state.dts += count * defaults.duration;
    const isAdded = index.addRun({ offset, bytes, timeUs, lengthUs: defaults.duration * scale, key: true }, count);
    return isAdded ? offset + count * bytes : undefined;
  }
  for (let at = 0; at < count; at++) {
    const duration = flags & DURATIONS ? reader.u32() : defaults.duration;
    const bytes = flags & SIZES ? reader.u32() : defaults.size;
    const own = flags & FLAGS ? reader.u32() : defaults.flags;
    const composition = flags & COMPOSITION_OFFSETS ? reader.i32() : 0;
    if (offset + bytes > fileBytes) return undefined;
    const key = ((at === 0 ? (firstFlags ?? own) : own) & NON_SYNC) === 0;
    const timeUs = Math.round(((state.dts + composition) * 1e6) / track.timescale + track.shiftUs);
    if (bytes > 0 && !index.add({ offset, bytes, timeUs, lengthUs: duration * scale, key })) return undefined;
    offset += bytes;
    state.dts += duration;
    // Without fields of its own a sample costs no bytes, so its number must be bounded by the file.
    if (fields === 0 && bytes === 0) return undefined;
  }
  return offset;
}
