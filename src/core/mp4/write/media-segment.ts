import { BoxWriter } from '../boxes/box-writer';

/** One picture, or one piece of sound. Times are in units of its track's timescale, whole numbers. */
export interface Sample {
  /** Its bytes, whole or in pieces that follow one another: an access unit of H.264 as `lengthPrefixed` gives it. */
  readonly data: Uint8Array | readonly Uint8Array[];
  /** Until the next sample; from 0. */
  readonly duration: number;
  /** Whether decoding can begin here. */
  readonly key: boolean;
  /** What its presentation is later than its decoding; may be negative. */
  readonly compositionOffset?: number;
  /** How many samples of one size `data` is, each of this duration: PCM, of which every value is a sample. One if absent. */
  readonly count?: number;
}

/** What a fragment holds of one track. */
export interface TrackRun {
  readonly trackId: number;
  /** Decoding time of its first sample, below 2^53. */
  readonly baseDecodeTime: number;
  readonly samples: readonly Sample[];
}

export interface MediaSegment {
  /** From 1, and rising with each fragment. */
  readonly sequence: number;
  readonly tracks: readonly TrackRun[];
}

/** default-base-is-moof: offsets count from the fragment's own first byte (ISO/IEC 14496-12, 8.8.7.1). */
const DEFAULT_BASE_IS_MOOF = 0x020000;
/** default-sample-duration, -size and -flags present. */
const RUN_IS_EVEN = 0x000038;
/** data-offset present (8.8.8.1). */
const RUN_HAS_OFFSET = 0x000001;
/** sample-duration, sample-size and sample-flags present. */
const RUN_IS_UNEVEN = 0x000700;
const RUN_HAS_COMPOSITION_OFFSETS = 0x000800;
/** sample_depends_on 2 (on none); or 1 (on others) with sample_is_non_sync_sample (8.8.3.1). */
const KEY_SAMPLE = 0x02000000;
const OTHER_SAMPLE = 0x01010000;
const SAMPLE_BYTES = 16;
const RUN_BYTES = 92;

/**
 * One fragment: `moof` and `mdat`. Tracks with no samples are left out.
 *
 * @returns the pieces in order: `moof` with the header of `mdat`, then the samples' own bytes, which are not copied.
 */
export function mediaSegment({ sequence, tracks }: MediaSegment): Uint8Array[] {
  const runs = tracks.filter(({ samples }) => samples.length > 0);
  const count = runs.reduce((sum, { samples }) => sum + samples.length, 0);
  const out = new BoxWriter(32 + runs.length * RUN_BYTES + count * SAMPLE_BYTES);
  const offsets: number[] = [];
  out.box('moof', () => {
    out.fullBox('mfhd', 0, 0, () => out.u32(sequence));
    for (const run of runs) offsets.push(writeRun(out, run));
  });

  const parts: Uint8Array[] = [];
  let dataOffset = out.length + 8;
  for (const [index, { samples }] of runs.entries()) {
    out.setU32(offsets[index]!, dataOffset);
    for (const { data } of samples) {
      if (data instanceof Uint8Array) parts.push(data);
      else parts.push(...data);
      dataOffset += bytesOf(data);
    }
  }
  out.u32(dataOffset - out.length).ascii('mdat');
  return [out.bytes, ...parts];
}

/** traf (8.8.6). Returns where its data_offset stands. */
function writeRun(out: BoxWriter, { trackId, baseDecodeTime, samples }: TrackRun): number {
  const even = evenOf(samples);
  const hasOffsets = samples.some(({ compositionOffset = 0 }) => compositionOffset !== 0);
  const flags = RUN_HAS_OFFSET | (even ? 0 : RUN_IS_UNEVEN) | (hasOffsets ? RUN_HAS_COMPOSITION_OFFSETS : 0);
  let dataOffsetAt = 0;
  out.box('traf', () => {
    out.fullBox('tfhd', 0, DEFAULT_BASE_IS_MOOF | (even ? RUN_IS_EVEN : 0), () => {
      out.u32(trackId);
      if (even) out.u32(even.duration, sizeOf(even), flagsOf(even));
    });
    out.fullBox('tfdt', 1, 0, () => out.u64(baseDecodeTime));
    out.fullBox('trun', 1, flags, () => {
      out.u32(samples.reduce((sum, { count = 1 }) => sum + count, 0));
      dataOffsetAt = out.length;
      out.u32(0);
      if (even && !hasOffsets) return;
      for (const sample of samples) {
        for (let n = sample.count ?? 1; n > 0; n--) {
          if (!even) out.u32(sample.duration, sizeOf(sample), flagsOf(sample));
          if (hasOffsets) out.i32(sample.compositionOffset ?? 0);
        }
      }
    });
  });
  return dataOffsetAt;
}

/** The first of samples that all have one duration, size and kind: they are told once for all. */
function evenOf(samples: readonly Sample[]): Sample | undefined {
  const [first] = samples;
  if (!first) return undefined;
  const { duration, key } = first;
  const size = sizeOf(first);
  return samples.every((other) => other.duration === duration && other.key === key && sizeOf(other) === size)
    ? first
    : undefined;
}

function flagsOf({ key }: Sample): number {
  return key ? KEY_SAMPLE : OTHER_SAMPLE;
}

/** Of one sample of it. */
function sizeOf({ data, count = 1 }: Sample): number {
  return bytesOf(data) / count;
}

function bytesOf(data: Sample['data']): number {
  return data instanceof Uint8Array ? data.length : data.reduce((sum, part) => sum + part.length, 0);
}
