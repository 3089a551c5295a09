import { BoxReader, boxesIn, boxOf, type Mp4Box } from '../boxes/box-reader';

/** What is said once for all samples that say nothing else: `trex` (ISO/IEC 14496-12, 8.8.3), then `tfhd`. */
export interface SampleDefaults {
  readonly duration: number;
  readonly bytes: number;
  readonly flags: number;
}

/** One track's part of a movie fragment: `traf` (8.8.6). Times in units of the track. */
export interface TrackFragment {
  readonly trackId: number;
  /** What its runs' offsets count from; `undefined`: the beginning of the `moof`. */
  readonly baseOffset: number | undefined;
  /** Decoding time of its first sample; `undefined`: it goes on behind the fragment before (8.8.12). */
  readonly baseTime: number | undefined;
  /** In their order, up to the first that does not hold together, which is `undefined`. */
  runs(): Generator<TrackRun | undefined>;
}

/** Samples that lie one behind the other: `trun` (8.8.8). */
export interface TrackRun {
  readonly count: number;
  /** From the fragment's base; `undefined`: behind the run before. */
  readonly dataOffset: number | undefined;
  /**
   * Samples have fields of their own. Where they have none, they cost no bytes of the box: nothing bounds `count`, and
   * `defaults` tells of each but for whether the first is a key picture.
   */
  readonly hasFields: boolean;
  /** Flags of the first sample, in the place of the default ones. */
  readonly firstFlags: number | undefined;
  readonly defaults: SampleDefaults;
  /**
   * Goes over the samples until `visit` says no.
   *
   * @returns whether it never did
   */
  every(visit: (bytes: number, duration: number, composition: number, isKey: boolean) => boolean): boolean;
}

/** Flags of `tfhd` (8.8.7.1). */
const TFHD = { baseOffset: 0x1, description: 0x2, duration: 0x8, bytes: 0x10, flags: 0x20 } as const;
/** Flags of `trun` (8.8.8.1). */
const TRUN = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, bytes: 0x200, flags: 0x400, offset: 0x800 } as const;
const SAMPLE_FIELDS = [TRUN.duration, TRUN.bytes, TRUN.flags, TRUN.offset] as const;
/** sample_is_non_sync_sample (8.8.3.1). */
const NON_SYNC = 0x10000;

/** Whether a sample of these flags is a key picture. */
export function isSync(flags: number): boolean {
  return (flags & NON_SYNC) === 0;
}

/**
 * Reads the tracks of a `moof`, up to the first that does not hold together, which is `undefined`.
 *
 * @param from where the `moof`'s body begins in `bytes`
 * @param defaultsOf what `trex` says of a track; `undefined` for one that is not wanted, which is passed over
 */
export function* trackFragments(
  bytes: Uint8Array,
  from: number,
  defaultsOf: (trackId: number) => SampleDefaults | undefined,
): Generator<TrackFragment | undefined> {
  for (const traf of boxesIn(bytes, from)) {
    if (traf.type !== 'traf') continue;
    const tfhd = boxOf(bytes, 'tfhd', traf.from, traf.to);
    if (!tfhd) return yield undefined;
    const reader = new BoxReader(bytes, tfhd.from, tfhd.to);
    const flags = reader.u32() & 0xffffff;
    const trackId = reader.u32();
    if (reader.overrun) return yield undefined;
    const usual = defaultsOf(trackId);
    if (!usual) continue;
    const baseOffset = flags & TFHD.baseOffset ? reader.u64() : undefined;
    if (flags & TFHD.description) reader.skip(4);
    const defaults = {
      duration: flags & TFHD.duration ? reader.u32() : usual.duration,
      bytes: flags & TFHD.bytes ? reader.u32() : usual.bytes,
      flags: flags & TFHD.flags ? reader.u32() : usual.flags,
    };
    const baseTime = readBaseTime(bytes, traf);
    if (reader.overrun || baseTime === 'broken') return yield undefined;
    yield { trackId, baseOffset, baseTime, runs: () => runsOf(bytes, traf, defaults) };
  }
}

/** `tfdt` (8.8.12): 64 bits in version 1, 32 in version 0. */
function readBaseTime(bytes: Uint8Array, traf: Mp4Box): number | 'broken' | undefined {
  const tfdt = boxOf(bytes, 'tfdt', traf.from, traf.to);
  if (!tfdt) return undefined;
  const reader = new BoxReader(bytes, tfdt.from, tfdt.to);
  const isLong = reader.u8() === 1;
  const time = isLong ? reader.skip(3).u64() : reader.skip(3).u32();
  return reader.overrun ? 'broken' : time;
}

function* runsOf(bytes: Uint8Array, traf: Mp4Box, defaults: SampleDefaults): Generator<TrackRun | undefined> {
  for (const trun of boxesIn(bytes, traf.from, traf.to)) {
    if (trun.type !== 'trun') continue;
    const run = readRun(bytes, trun, defaults);
    yield run;
    if (!run) return;
  }
}

function readRun(bytes: Uint8Array, trun: Mp4Box, defaults: SampleDefaults): TrackRun | undefined {
  const reader = new BoxReader(bytes, trun.from, trun.to);
  const flags = reader.u32() & 0xffffff;
  const count = reader.u32();
  const dataOffset = flags & TRUN.dataOffset ? reader.i32() : undefined;
  const firstFlags = flags & TRUN.firstFlags ? reader.u32() : undefined;
  const fields = SAMPLE_FIELDS.filter((field) => flags & field).length;
  if (reader.overrun || reader.left < count * fields * 4) return undefined;
  const begin = reader.at;
  return {
    count,
    dataOffset,
    hasFields: fields > 0,
    firstFlags,
    defaults,
    every(visit) {
      const samples = new BoxReader(bytes, begin, trun.to);
      for (let at = 0; at < count; at++) {
        const duration = flags & TRUN.duration ? samples.u32() : defaults.duration;
        const size = flags & TRUN.bytes ? samples.u32() : defaults.bytes;
        const own = flags & TRUN.flags ? samples.u32() : defaults.flags;
        const composition = flags & TRUN.offset ? samples.i32() : 0;
        if (!visit(size, duration, composition, isSync(at === 0 ? (firstFlags ?? own) : own))) return false;
      }
      return true;
    },
  };
}
