import type { BoxPlace } from './box-walk';
import { childrenOf, type RecordedTrack, type SampleDefaults } from './recorded-movie';

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

/** What a fragment holds of one track. */
export interface RecordedRun {
  readonly track: RecordedTrack;
  /** Decoding time of its first sample. */
  readonly baseTime: number;
  readonly samples: readonly RecordedSample[];
}

/** Flags of `tfhd` (ISO/IEC 14496-12, 8.8.7.1). */
const TFHD = { baseOffset: 0x1, description: 0x2, duration: 0x8, bytes: 0x10, flags: 0x20 } as const;
/** Flags of `trun` (8.8.8.1). */
const TRUN = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, bytes: 0x200, flags: 0x400, offset: 0x800 } as const;
/** sample_is_non_sync_sample (8.8.3.1). */
const NON_SYNC = 0x10000;

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
  const runs: RecordedRun[] = [];
  for (const traf of childrenOf(moof, { type: 'moof', offset: 0, bytes: moof.length }, 8)) {
    if (traf.type !== 'traf') continue;
    const boxes = childrenOf(moof, traf, 8);
    const head = readHead(moof, boxes, tracks);
    if (head === 'unknown') continue;
    if (!head) return undefined;
    let { baseTime } = head;
    let at = head.baseOffset ?? moofOffset;
    for (const trun of boxes) {
      if (trun.type !== 'trun') continue;
      const samples = readRun(moof, trun, head.defaults, head.baseOffset ?? moofOffset, at);
      const last = samples?.at(-1);
      if (!samples) return undefined;
      if (!last) continue;
      runs.push({ track: head.track, baseTime, samples });
      at = last.offset + last.bytes * last.count;
      for (const { duration, count } of samples) baseTime += duration * count;
    }
  }
  return runs;
}

interface Head {
  readonly track: RecordedTrack;
  readonly baseOffset: number | undefined;
  readonly baseTime: number;
  readonly defaults: SampleDefaults;
}

function readHead(
  moof: Uint8Array,
  boxes: readonly BoxPlace[],
  tracks: readonly RecordedTrack[],
): Head | 'unknown' | undefined {
  const tfhd = boxes.find(({ type, bytes }) => type === 'tfhd' && bytes >= 16);
  const tfdt = boxes.find(({ type, bytes }) => type === 'tfdt' && bytes >= 16);
  if (!tfhd || !tfdt) return undefined;
  const fields = new Fields(moof, tfhd);
  const flags = fields.u32() & 0xffffff;
  const trackId = fields.u32();
  const track = tracks.find((one) => one.trackId === trackId);
  if (!track) return 'unknown';
  const baseOffset = flags & TFHD.baseOffset ? fields.u32() * 2 ** 32 + fields.u32() : undefined;
  if (flags & TFHD.description) fields.u32();
  const defaults = {
    duration: flags & TFHD.duration ? fields.u32() : track.defaults.duration,
    bytes: flags & TFHD.bytes ? fields.u32() : track.defaults.bytes,
    flags: flags & TFHD.flags ? fields.u32() : track.defaults.flags,
  };
  const time = new Fields(moof, tfdt);
  const isLong = time.u32() >= 2 ** 24;
  const baseTime = isLong ? time.u32() * 2 ** 32 + time.u32() : time.u32();
  return fields.isOver || time.isOver ? undefined : { track, baseOffset, baseTime, defaults };
}

function readRun(
  moof: Uint8Array,
  trun: BoxPlace,
  defaults: SampleDefaults,
  base: number,
  next: number,
): readonly RecordedSample[] | undefined {
  const fields = new Fields(moof, trun);
  const head = fields.u32();
  const count = fields.u32();
  let offset = head & TRUN.dataOffset ? base + fields.i32() : next;
  const firstFlags = head & TRUN.firstFlags ? fields.u32() : undefined;
  const has = (field: number) => (head & field) !== 0;
  const told = [TRUN.duration, TRUN.bytes, TRUN.flags, TRUN.offset].filter(has).length;
  if (fields.isOver || fields.left < count * told * 4) return undefined;
  const isKey = (flags: number) => (flags & NON_SYNC) === 0;
  if (told === 0 && firstFlags === undefined) {
    const { duration, bytes, flags } = defaults;
    return count === 0 ? [] : [{ offset, bytes, duration, compositionOffset: 0, key: isKey(flags), count }];
  }
  // Without fields of its own a sample costs no bytes of the box, so that nothing would bound its number.
  if (told === 0) return undefined;
  const samples: RecordedSample[] = [];
  for (let i = 0; i < count; i++) {
    const duration = has(TRUN.duration) ? fields.u32() : defaults.duration;
    const bytes = has(TRUN.bytes) ? fields.u32() : defaults.bytes;
    const own = has(TRUN.flags) ? fields.u32() : defaults.flags;
    const compositionOffset = has(TRUN.offset) ? fields.i32() : 0;
    const key = isKey(i === 0 ? (firstFlags ?? own) : own);
    samples.push({ offset, bytes, duration, compositionOffset, key, count: 1 });
    offset += bytes;
  }
  return samples;
}

/** Numbers of a box, one after the other, from behind its head. Past its end they are 0. */
class Fields {
  isOver = false;
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, { offset, bytes: length }: BoxPlace) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#at = offset + 8;
    this.#end = offset + length;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  u32(): number {
    return this.#take() ? this.#view.getUint32(this.#at - 4) : 0;
  }

  i32(): number {
    return this.#take() ? this.#view.getInt32(this.#at - 4) : 0;
  }

  #take(): boolean {
    this.isOver ||= this.left < 4;
    if (this.isOver) return false;
    this.#at += 4;
    return true;
  }
}
