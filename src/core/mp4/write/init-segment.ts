import { BoxWriter } from '../boxes/box-writer';
import { fileTime, writeMovieHeader, writeTrack } from './movie-boxes';
import type { Track } from './track';

const MOVIE_TIMESCALE = 1000;

/** The beginning of a file whose end will be known. */
export interface RecordedInitSegment {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the file's duration belongs: eight bytes each, in units of `timescale`, zero until then. */
  readonly durationAt: readonly { readonly offset: number; readonly timescale: number }[];
}

/**
 * The beginning of a fragmented file: `ftyp` and a `moov` with no samples. Its durations are zero, which is how a file is
 * marked whose end is not known (8.2.2, 8.8): players take it as live.
 */
export function initSegment(tracks: readonly Track[]): Uint8Array<ArrayBuffer> {
  const out = new BoxWriter(1024);
  writeFileType(out);
  writeMovie(out, tracks, 0);
  return out.bytes;
}

/**
 * The same for a file that is kept: it says when it was made, and has room for its duration (`mehd`, 8.8.2).
 *
 * @param createdUs µs since 1970 (UTC)
 */
export function recordedInitSegment(tracks: readonly Track[], createdUs: number): RecordedInitSegment {
  const out = new BoxWriter(1024);
  writeFileType(out);
  const offsets: number[] = [];
  writeMovie(out, tracks, fileTime(createdUs), offsets);
  return { bytes: out.bytes, durationAt: offsets.map((offset) => ({ offset, timescale: MOVIE_TIMESCALE })) };
}

/** ftyp (4.3). */
function writeFileType(out: BoxWriter): void {
  out.box('ftyp', () => out.ascii('iso6').u32(0).ascii('iso6').ascii('iso5').ascii('isom').ascii('mp41'));
}

/**
 * moov (8.2.1).
 *
 * @param created seconds since 1904; 0 by default
 * @param durationAt where there is one, the file has a `mehd`, and the places of its durations are put here
 */
function writeMovie(out: BoxWriter, tracks: readonly Track[], created: number, durationAt?: number[]): void {
  out.box('moov', () => {
    const durationOffset = writeMovieHeader(out, tracks, { created, timescale: MOVIE_TIMESCALE, duration: 0 });
    durationAt?.push(durationOffset);
    for (const track of tracks) {
      writeTrack(out, track, { created, shown: 0, duration: 0, table: () => writeEmptySampleTable(out) });
    }
    out.box('mvex', () => {
      if (durationAt) {
        out.fullBox('mehd', 1, 0, () => {
          durationAt.push(out.length);
          out.u64(0);
        });
      }
      // default_sample_description_index 1; duration, size and flags stand in each fragment.
      for (const { trackId } of tracks) out.fullBox('trex', 0, 0, () => out.u32(trackId, 1, 0, 0, 0));
    });
  });
}

/** What there is comes in fragments. */
function writeEmptySampleTable(out: BoxWriter): void {
  for (const type of ['stts', 'stsc', 'stco']) out.fullBox(type, 0, 0, () => out.u32(0));
  out.fullBox('stsz', 0, 0, () => out.u32(0, 0));
}
