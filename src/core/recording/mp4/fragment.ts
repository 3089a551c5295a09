import { box, fullBox, u32, u64 } from './box';

/** One picture, or one packet of sound. */
export interface Sample {
  readonly bytes: number;
  /** In the track's units. */
  readonly duration: number;
  readonly key: boolean;
  /** Presentation minus decoding time, in the track's units; may be negative. */
  readonly offset: number;
}

/** Samples of one track without a gap between them, in the order of their bytes. */
export interface Run {
  readonly track: number;
  /** Decoding time of the first, in the track's units. */
  readonly baseTime: number;
  /** Each for itself, or so many that are all alike and all key. */
  readonly samples: readonly Sample[] | { readonly count: number; readonly bytes: number; readonly duration: number };
}

/** sample_depends_on 2: on no other (ISO/IEC 14496-12, 8.8.3.1). */
const KEY = 0x02000000;
/** sample_depends_on 1, sample_is_non_sync_sample. */
const NOT_KEY = 0x01010000;

/**
 * `moof` and the head of the `mdat` behind it; the samples' bytes follow, run by run.
 *
 * @param sequence from 1, one more each time
 * @param contentBytes of all samples
 */
export function fragmentHead(sequence: number, runs: readonly Run[], contentBytes: number): readonly Uint8Array[] {
  const write = (dataAt: number) => {
    let at = dataAt;
    const boxes = runs.map((run) => {
      const written = trackFragment(run, at);
      at += bytesOf(run);
      return written;
    });
    return box('moof', fullBox('mfhd', 0, 0, u32(sequence)), ...boxes);
  };
  // Where the data begin depends on the size of what says so, which does not depend on where they begin.
  const head = write(0);
  return [write(head.length + 8), Uint8Array.of(...u32(8 + contentBytes), 0x6d, 0x64, 0x61, 0x74)];
}

function bytesOf({ samples }: Run): number {
  return 'count' in samples ? samples.count * samples.bytes : samples.reduce((sum, { bytes }) => sum + bytes, 0);
}

function trackFragment({ track, baseTime, samples }: Run, dataAt: number): Uint8Array {
  const time = fullBox('tfdt', 1, 0, u64(baseTime));
  // 0x20000 default-base-is-moof; 0x8, 0x10, 0x20 default duration, size and flags.
  if ('count' in samples) {
    const head = fullBox('tfhd', 0, 0x20038, u32(track, samples.duration, samples.bytes, KEY));
    return box('traf', head, time, fullBox('trun', 0, 1, u32(samples.count, dataAt)));
  }
  const fields = new Uint8Array(samples.length * 16);
  const view = new DataView(fields.buffer);
  samples.forEach((sample, i) => {
    view.setUint32(i * 16, sample.duration);
    view.setUint32(i * 16 + 4, sample.bytes);
    view.setUint32(i * 16 + 8, sample.key ? KEY : NOT_KEY);
    view.setInt32(i * 16 + 12, sample.offset);
  });
  // Data offset; then of each sample duration, size, flags and composition offset (8.8.8.1).
  const run = fullBox('trun', 1, 0xf01, u32(samples.length, dataAt), fields);
  return box('traf', fullBox('tfhd', 0, 0x20000, u32(track)), time, run);
}
