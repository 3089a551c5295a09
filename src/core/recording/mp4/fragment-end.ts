import { type BoxPlace, readBoxHead } from './box-walk';

/** What a fragment of ours holds of pictures. */
export interface FragmentEnd {
  readonly pictures: number;
  /** Where its last picture ends, in µs from the file's beginning; 0 where it holds none. */
  readonly endUs: number;
}

/** The track of pictures, which is timed in µs. */
const VIDEO_TRACK = 1;
/** Flags of `tfhd` and `trun` (ISO/IEC 14496-12, 8.8.7.1, 8.8.8.1). */
const DEFAULT_DURATION = 0x8;
const DATA_OFFSET = 0x1;
const SAMPLE_DURATION = 0x100;
/** sample_duration, sample_size, sample_flags, sample_composition_time_offset. */
const SAMPLE_FIELDS = [SAMPLE_DURATION, 0x200, 0x400, 0x800];

/** Reads a `moof` that `mediaSegment` made, of this or an earlier release. @returns `undefined` for one that does not hold together */
export function fragmentEnd(moof: Uint8Array): FragmentEnd | undefined {
  const view = new DataView(moof.buffer, moof.byteOffset, moof.length);
  let pictures = 0;
  let endUs = 0;
  for (const traf of boxesIn(moof, 8, moof.length)) {
    if (traf.type !== 'traf') continue;
    const boxes = boxesIn(moof, traf.offset + 8, traf.offset + traf.bytes);
    const place = (type: string, least: number) => boxes.find((box) => box.type === type && box.bytes >= least)?.offset;
    const tfhd = boxes.find(({ type, bytes }) => type === 'tfhd' && bytes >= 16);
    const tfdt = place('tfdt', 20);
    const trun = boxes.find(({ type, bytes }) => type === 'trun' && bytes >= 20);
    if (!tfhd || tfdt === undefined || !trun) return undefined;
    if (view.getUint32(tfhd.offset + 12) !== VIDEO_TRACK) continue;
    const lengthUs = lengthOf(view, tfhd, trun);
    if (lengthUs === undefined) return undefined;
    pictures += view.getUint32(trun.offset + 12);
    endUs = Math.max(endUs, view.getUint32(tfdt + 12) * 2 ** 32 + view.getUint32(tfdt + 16) + lengthUs);
  }
  return { pictures, endUs };
}

/** How long a run lasts: all its samples one time (`tfhd`), or each its own (`trun`, which begins with it). */
function lengthOf(view: DataView, tfhd: BoxPlace, trun: BoxPlace): number | undefined {
  const count = view.getUint32(trun.offset + 12);
  const flags = view.getUint32(trun.offset + 8) & 0xffffff;
  const sampleBytes = 4 * SAMPLE_FIELDS.filter((field) => flags & field).length;
  if ((flags & DATA_OFFSET) === 0 || trun.bytes < 20 + count * sampleBytes) return undefined;
  if ((flags & SAMPLE_DURATION) === 0) {
    const isTold = view.getUint32(tfhd.offset + 8) & DEFAULT_DURATION && tfhd.bytes >= 20;
    return isTold ? count * view.getUint32(tfhd.offset + 16) : undefined;
  }
  let sum = 0;
  for (let i = 0; i < count; i++) sum += view.getUint32(trun.offset + 20 + i * sampleBytes);
  return sum;
}

function boxesIn(bytes: Uint8Array, from: number, to: number) {
  const boxes = [];
  for (let at = from; at < to; ) {
    const box = readBoxHead(bytes.subarray(at, Math.min(at + 16, to)), at);
    if (!box || at + box.bytes > to) break;
    boxes.push(box);
    at += box.bytes;
  }
  return boxes;
}
